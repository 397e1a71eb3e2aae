/** The origins that somebody wrote, one a line or with commas between. */
export function originsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((origin) => origin !== '');
}

/** The first that is no origin, with what to write instead; the server decides in the end. */
export function originFault(text: string): string | null {
  for (const origin of originsIn(text)) {
    if (!/^https?:\/\//i.test(origin)) {
      return `${origin}: begin with https://, as in https://${origin.replace(/^\/+/, '')}`;
    }
    if (/^https?:\/\/[^/?#]+[/?#]./i.test(origin)) {
      return `${origin}: leave out what follows the host; an origin has no path.`;
    }
  }
  return null;
}
