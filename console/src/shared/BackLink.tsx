import { Anchor } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  to: string;
  /** With what that page was come to, for its own way back. */
  state?: unknown;
  children: ReactNode;
}

/** Above a page's title: the way to the list that it is of, or back to where one was. */
export function BackLink({ to, state, children }: Props) {
  return (
    <Anchor component={Link} to={to} state={state} size="sm">
      <IconArrowLeft size={14} style={{ verticalAlign: '-2px' }} aria-hidden /> {children}
    </Anchor>
  );
}
