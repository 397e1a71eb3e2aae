/** A stretch of time as the API has it: ISO 8601, the end not in it. */
export interface Period {
  from?: string;
  to?: string;
}

/** The days `from` and `to` of an address, both whole, where the browser is; what is no day is left out. */
export function periodOf(search: URLSearchParams): Period {
  const period: Period = {};
  const from = dayOf(search.get('from'));
  const end = dayOf(search.get('to'));
  if (from) period.from = from.toISOString();
  if (end) {
    // The last one counts whole.
    end.setDate(end.getDate() + 1);
    if (end.getUTCFullYear() <= 9999) period.to = end.toISOString();
  }
  return period;
}

/** The beginning of a day of the browser's. */
function dayOf(text: string | null): Date | null {
  const day = /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? new Date(`${text}T00:00`) : null;
  return day && !Number.isNaN(day.getTime()) ? day : null;
}
