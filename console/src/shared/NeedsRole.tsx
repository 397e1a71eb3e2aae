import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Role } from './contract';
import { roleLabel } from './roles';
import { Empty } from './states';

/** In place of what only a role may do or see. */
export function NeedsRole({ needed, children }: { needed: Role; children: ReactNode }) {
  return (
    <Empty icon={IconLock} title={`This needs the role ${roleLabel(needed)}`}>
      {children} An administrator can give you that role.
    </Empty>
  );
}
