import type { ReactNode } from 'react';

/** What is known of something, in a list of facts; what is not is left out. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === false || children === undefined) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
