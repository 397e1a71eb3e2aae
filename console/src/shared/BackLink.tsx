import { Anchor } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** Above a page's title: the way to the list that it is of. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Anchor component={Link} to={to} size="sm">
      <IconArrowLeft size={14} style={{ verticalAlign: '-2px' }} aria-hidden /> {children}
    </Anchor>
  );
}
