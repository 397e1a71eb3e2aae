/** How long a token may be used, as one picks it. */
export const EXPIRIES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: 'never', label: 'No end' },
];

/** The instant from which it is refused; null: never. */
export function expiresAt(expiry: string, now: Date): string | null {
  if (expiry === 'never') return null;
  return new Date(now.getTime() + Number(expiry) * 86_400_000).toISOString();
}
