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

/** What goes into a page: the snippet, and who is signed in. The same before and after the snippet is there. */
export function connectScript({ server, clientKey }: Asked): string {
  return [
    `<script async src="${server}/muster.js?key=${clientKey}"></script>`,
    `<script>`,
    `  window.muster = window.muster || [];`,
    `  muster.push(['identify', '${EXAMPLE}']);`,
    `</script>`,
  ].join('\n');
}

/** What a page does with a segment. */
export function connectUse(segment = 'premium-customers'): string {
  return [
    `<p data-muster-segment="${segment}" hidden>`,
    `  Only for those who are in it.`,
    `</p>`,
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
