import type { PageSettings } from './contract';

/** Who asks where. */
interface Asked {
  /** The server's address, without a slash at the end. */
  server: string;
  clientKey: string;
}

/** What the pages of the application are to do, as far as a script in them has to know. */
interface Does {
  method: PageSettings['identifier']['method'];
  /** Whether the identifier has to be proved. */
  proof: boolean;
}

/** Who is asked about in what is shown. */
export const EXAMPLE = 'ann@example.com';

/** The key of a segment as it may be, where there is none. */
export const EXAMPLE_SEGMENT = 'premium-customers';

/** Before it a page whose snippet is not there yet has nothing to push to. */
export const QUEUE_LINE = 'window.muster = window.muster || [];';

/**
 * A command for a terminal that asks for a user's segments as a page does.
 *
 * @param user as the identifier leaves a browser: hashed, where that is chosen
 */
export function connectCommand(
  { server, clientKey }: Asked,
  { user = EXAMPLE, proof = false } = {},
): string {
  const hash = proof ? ', "hash": "HASH"' : '';
  return [
    `curl '${server}/v1/page-load' \\`,
    `  -H 'Content-Type: text/plain' \\`,
    `  -d '{"key": "${clientKey}", "user": "${user}"${hash}}'`,
  ].join('\n');
}

/**
 * What goes into a page: the snippet, and who is signed in where the snippet does not find that by itself or it has to be
 * proved. The same before and after the snippet is there.
 */
export function connectScript({ server, clientKey }: Asked, { method, proof }: Does): string {
  const tag = `<script async src="${server}/muster.js?key=${clientKey}"></script>`;
  if (method !== 'call' && !proof) return tag;
  const options = proof ? `, { hash: 'HASH' }` : '';
  return [
    tag,
    `<script>`,
    `  ${QUEUE_LINE}`,
    `  muster.push(['identify', '${EXAMPLE}'${options}]);`,
    `</script>`,
  ].join('\n');
}

/** Where it is looked for, in a few words: "the cookie uid". */
export function sourceWords(identifier: PageSettings['identifier']): string {
  const { name, selector, attribute } = identifier;
  switch (identifier.method) {
    case 'call':
      return 'what the page says by identify';
    case 'variable':
      return `the variable ${name}`;
    case 'cookie':
      return `the cookie ${name}`;
    case 'local-storage':
      return `${name} in the local storage`;
    case 'session-storage':
      return `${name} in the session storage`;
    case 'parameter':
      return `the parameter ${name} of the address`;
    case 'element':
      return attribute
        ? `the attribute ${attribute} of the element ${selector}`
        : `the text of the element ${selector}`;
  }
}

/** What a page does with a segment. */
export function connectUse(segment = EXAMPLE_SEGMENT): string {
  return [
    `<p data-muster-segment="${segment}" hidden>`,
    `  Only for those who are in it.`,
    `</p>`,
  ].join('\n');
}

interface Answered {
  /** The version that is live; null before the first. */
  publication: number | null;
  /** One that the user may be in; null where it is not live. */
  segment: string | null;
  /** As it was asked about. */
  user: string;
}

/** What is answered. */
export function connectAnswer({ publication, segment, user }: Answered): string {
  return JSON.stringify({
    user: { id: user, known: true },
    segments: publication === null || segment === null ? [] : [segment],
    publication,
  });
}
