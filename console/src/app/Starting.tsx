import { Center, Loader } from '@mantine/core';

/** While the first page is on its way. */
export function Starting() {
  return (
    <Center h="100vh" role="status" aria-label="Loading">
      <Loader type="dots" />
    </Center>
  );
}
