import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';

/** Opens the application beside the console. */
export function OpenApplication({ url }: { url: string }) {
  return (
    <Button
      component="a"
      href={url}
      target="_blank"
      rel="noreferrer"
      variant="default"
      leftSection={<IconExternalLink size={16} />}
      style={{ alignSelf: 'flex-start' }}
    >
      Open the application
    </Button>
  );
}
