import type { Role } from './contract';

/** Every role with what it may do, the least first; each includes those before it. */
export const ROLES: { value: Role; label: string; may: string }[] = [
  {
    value: 'viewer',
    label: 'Viewer',
    may: 'sees integrations, segments, users and insights, and changes nothing',
  },
  {
    value: 'editor',
    label: 'Editor',
    may: 'also sets up integrations, segments and filters, and sees what was refused',
  },
  { value: 'publisher', label: 'Publisher', may: 'also publishes segments' },
  {
    value: 'admin',
    label: 'Admin',
    may: 'also manages systems, environments, people and tokens, and reads the audit log',
  },
];

/** The role with a capital: "Editor". */
export const roleLabel = (role: Role) => ROLES.find(({ value }) => value === role)?.label ?? role;
