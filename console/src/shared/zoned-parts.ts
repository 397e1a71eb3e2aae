/**
 * Takes an instant apart as a time zone has it, by the names of `Intl`'s parts. To make a format takes longer than to
 * show a screen of rows with it, so there is one for each zone.
 */
export function zonedParts(locale: string, options: Intl.DateTimeFormatOptions) {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (instant: number | Date, timeZone: string) => {
    const format =
      formats.get(timeZone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(timeZone, format);
    return Object.fromEntries(
      format.formatToParts(instant).map(({ type, value }) => [type, value]),
    ) as Partial<Record<Intl.DateTimeFormatPartTypes, string>>;
  };
}
