/** What both ways of asking are made of. */
interface Asked {
  /** The server's address, without a slash at the end. */
  server: string;
  clientKey: string;
}

const EXAMPLE = 'ann@example.com';

/** A command for a terminal that asks for a user's segments as a page does. */
export function connectCommand({ server, clientKey }: Asked): string {
  return [
    `curl '${server}/v1/page-load' \\`,
    `  -H 'Content-Type: text/plain' \\`,
    `  -d '{"key": "${clientKey}", "user": "${EXAMPLE}"}'`,
  ].join('\n');
}

/**
 * A script for a page. Its text is sent as `text/plain`, as fetch does by itself, so that the browser asks
 * once and not twice (docs/api.md).
 */
export function connectScript({ server, clientKey }: Asked): string {
  return [
    `const user = '${EXAMPLE}'; // who is signed in`,
    `const response = await fetch('${server}/v1/page-load', {`,
    `  method: 'POST',`,
    `  body: JSON.stringify({`,
    `    key: '${clientKey}',`,
    `    user,`,
    `    url: location.href,`,
    `    title: document.title,`,
    `    referrer: document.referrer,`,
    `  }),`,
    `});`,
    // A refusal has none.
    `const { segments = [] } = await response.json();`,
  ].join('\n');
}

/** What is answered. */
export function connectAnswer(publication: number | null, segment = 'premium-customers'): string {
  return JSON.stringify({
    user: { id: EXAMPLE, known: true },
    segments: publication === null ? [] : [segment],
    publication,
  });
}
