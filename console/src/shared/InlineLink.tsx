import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, type To } from 'react-router';

interface Props {
  to: To;
  /** What the page there is to know: where one came from. */
  state?: unknown;
  children: ReactNode;
}

/** A link to another page of the console, inside of a sentence. */
export function InlineLink({ to, state, children }: Props) {
  return (
    <Anchor
      component={Link}
      to={to}
      state={state}
      inherit
      underline="always"
      fw={550}
      c="var(--mantine-color-text)"
    >
      {children}
    </Anchor>
  );
}
