import { Box, Button, Group } from '@mantine/core';
import { useRouteError } from 'react-router';
import { isNotLoaded } from '../shared/problem';
import { Page } from '../shared/Page';
import { ProblemView } from '../shared/states';

/** Where a page failed: what happened, and the way out. The rest of the console goes on. */
export function Broken() {
  const error = useRouteError();
  return (
    <Box p="lg">
      <Page title={isNotLoaded(error) ? 'This page could not be loaded' : 'This page failed'}>
        <ProblemView error={error} />
        <Group mt="md">
          <Button onClick={() => window.location.reload()}>Load the page again</Button>
          <Button variant="default" component="a" href="/">
            Go to the start
          </Button>
        </Group>
      </Page>
    </Box>
  );
}
