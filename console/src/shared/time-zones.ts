/** The browser's zone, or UTC where it does not say. */
export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** Every zone that the browser knows, UTC first. */
export function timeZones(): string[] {
  return [...new Set(['UTC', browserTimeZone(), ...Intl.supportedValuesOf('timeZone')])];
}
