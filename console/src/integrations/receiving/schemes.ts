/** Ways in which a sender proves itself, as they are offered. */
export const SCHEMES = [
  { value: '', label: 'None' },
  {
    group: 'As a known sender does',
    items: [
      { value: 'standard-webhooks', label: 'Standard Webhooks, Svix, Clerk' },
      { value: 'stripe', label: 'Stripe' },
      { value: 'github', label: 'GitHub' },
      { value: 'hubspot', label: 'HubSpot (version 3)' },
      { value: 'shopify', label: 'Shopify' },
      { value: 'segment', label: 'Twilio Segment' },
      { value: 'intercom', label: 'Intercom' },
      { value: 'paddle', label: 'Paddle' },
      { value: 'slack', label: 'Slack' },
    ],
  },
  {
    group: 'In another way',
    items: [
      { value: 'hmac', label: 'A digest of the body in a header field (HMAC)' },
      { value: 'header', label: 'A header field that has the secret' },
      { value: 'basic', label: 'User name and password (Basic auth)' },
      { value: 'oauth2', label: 'An access token of an OAuth2 client' },
    ],
  },
];

const NONE = 'Whoever has the URL of an endpoint can send to it.';

const ABOUT: Record<string, string> = {
  '': NONE,
  hubspot:
    'HubSpot signs the URL too, so the server has to know its public address (public-url). What is not signed with a secret of the endpoint is refused.',
  hmac: 'The header field has to hold the digest of the body’s bytes, keyed with a secret of the endpoint. What does not is refused.',
  header:
    'The header field has to hold a secret of the endpoint, word for word. What does not is refused.',
  basic:
    'User name and password have to be those of the endpoint. Without them, or with others, it is refused.',
  oauth2:
    'The sender fetches an access token as an OAuth2 client, which an administrator makes under Settings, Tokens. Without a good one, what is sent is refused.',
};

/** What a way asks for, and what happens otherwise. */
export const aboutScheme = (scheme: string): string =>
  ABOUT[scheme] ?? 'What is not signed with a secret of the endpoint is refused.';

/** Where the secret of a way comes from, where no preset says it. */
export function aboutSecret(scheme: string, header: string): string {
  switch (scheme) {
    case 'hmac':
      return 'The key with which the sender makes the digest.';
    case 'header':
      return `What the sender puts into the header field ${header}, word for word.`;
    case 'basic':
      return 'The user name and the password that the sender sends.';
    case 'standard-webhooks':
      return 'The sender shows it: a secret that begins with whsec_, or a public key that begins with whpk_.';
    default:
      return 'The sender shows it, or asks for it, where its webhooks are set up.';
  }
}

/** The ways whose secret the receiver may choose. */
export const isChosenHere = (scheme: string): boolean =>
  ['hmac', 'header', 'basic', 'github', 'segment'].includes(scheme);

const BYTES = 32;

/** A secret that nobody guesses, in characters that every tool takes. */
export function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
