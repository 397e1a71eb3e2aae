/** The origins that somebody wrote, one a line or with commas between. */
export function originsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((origin) => origin !== '');
}

/** What is no origin, with what to write instead, one a line; the server decides in the end. */
export function originFault(text: string): string | null {
  const faults = originsIn(text)
    .map(faultOf)
    .filter((fault) => fault !== null);
  return faults.length > 0 ? faults.join('\n') : null;
}

function faultOf(origin: string): string | null {
  const [, scheme, rest = ''] = /^(https?:\/\/)?(.*)$/is.exec(origin) ?? [];
  const [host = ''] = rest.replace(/^\/+/, '').split(/[/?#]/);
  if (host === '') return `${origin}: there is no host in it; write https://app.example.com`;
  const meant = `${(scheme ?? 'https://').toLowerCase()}${host}`;
  if (scheme === undefined) return `${origin}: begin with https://, as in ${meant}`;
  if (/[/?#]./.test(rest)) return `${origin}: an origin has no path; write ${meant}`;
  return null;
}

/** Whether a page of an origin may ask, by the rule of the server. */
export function isAllowed(origin: string, patterns: string[]): boolean {
  return (
    patterns.length === 0 ||
    patterns.some((pattern) => {
      const [scheme = '', rest] = pattern.split('://*.');
      if (rest === undefined) return pattern === origin;
      const begin = `${scheme}://`;
      const end = `.${rest}`;
      return (
        origin.startsWith(begin) &&
        origin.endsWith(end) &&
        origin.length > begin.length + end.length
      );
    })
  );
}
