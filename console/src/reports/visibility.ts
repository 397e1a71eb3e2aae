/** Who sees something that is saved. */
export const VISIBILITIES = [
  { value: 'shared', label: 'Everybody who sees the system' },
  { value: 'private', label: 'Only I' },
];
