import type { Role } from './contract';

/** Every role with what it may do, the least first; each includes those before it. */
export const ROLES: { value: Role; label: string; may: string }[] = [
  { value: 'viewer', label: 'Viewer', may: 'sees everything but secrets' },
  { value: 'editor', label: 'Editor', may: 'also sets up integrations, segments and filters' },
  { value: 'publisher', label: 'Publisher', may: 'also publishes segments' },
  {
    value: 'admin',
    label: 'Admin',
    may: 'also manages systems, environments, people and tokens',
  },
];

/** The role with a capital: "Editor". */
export const roleLabel = (role: Role) => ROLES.find(({ value }) => value === role)?.label ?? role;
