import { Button } from '@mantine/core';
import { IconBrowser } from '@tabler/icons-react';
import { Link } from 'react-router';
import { whenWords } from '../conditions/period';
import { Empty } from '../shared/states';
import { usePath } from '../shared/where';
import { useAsked } from './frame/asked';

/** In place of what users did, where none of those that are asked for did anything in the period. */
export function NoLoads() {
  const asked = useAsked();
  const path = usePath();
  return (
    <Empty
      icon={IconBrowser}
      title={`No page loads ${whenWords(asked.period.request)}`}
      action={
        <Button component={Link} to={path('pages')}>
          See how pages are connected
        </Button>
      }
    >
      A page load counts once a page with the snippet asks for the segments of a user who is known
      here. Choose other days or other users above, or connect your pages.
    </Empty>
  );
}
