import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Empty } from '../shared/states';
import { usePath, useWhere } from '../shared/where';

/** In place of sizes, where nothing is live that could have one. */
export function NoLiveSegment() {
  const { environment } = useWhere();
  const path = usePath();
  return (
    <Empty
      icon={IconUsersGroup}
      title="No segment is live here yet"
      action={
        <Button component={Link} to={path('publish')}>
          Publish segments
        </Button>
      }
    >
      Once segments are published to {environment.name}, their sizes are noted from day to day, and
      page loads tell who is in them.
    </Empty>
  );
}
