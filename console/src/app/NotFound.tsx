import { Box, Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Page } from '../shared/Page';
import { Empty } from '../shared/states';

export function NotFound() {
  return (
    <Box p="lg">
      <Page title="Not found">
        <Empty
          icon={IconMapQuestion}
          title="There is no such page"
          action={
            <Button component={Link} to="/">
              Go to the start
            </Button>
          }
        >
          It may have been removed, or the address is not quite right.
        </Empty>
      </Page>
    </Box>
  );
}
