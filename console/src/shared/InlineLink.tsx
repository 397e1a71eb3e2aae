import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  to: string;
  children: ReactNode;
}

/** A link to another page of the console, inside of a sentence. */
export function InlineLink({ to, children }: Props) {
  return (
    <Anchor
      component={Link}
      to={to}
      inherit
      underline="always"
      fw={550}
      c="var(--mantine-color-text)"
    >
      {children}
    </Anchor>
  );
}
