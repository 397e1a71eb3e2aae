import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Site } from '../../snippet/test/site';
import { expect, expectAccessible, screenshots, test, type Page } from './fixtures';
import type { MusterServer } from './server';

const S = '/api/v1/systems/shop';
const P = '/systems/shop/production/pages';

/** An environment as the API has it. */
interface Environment {
  clientKey: string;
  previousClientKey: string | null;
  version: number;
}

const production = (server: MusterServer) =>
  server.call<Environment>('GET', `${S}/environments/production`);

/** Asks for segments as a page does; the status, and the code of what is wrong. */
async function pageLoad(
  server: MusterServer,
  body: { key: string; user?: string; hash?: string; problem?: string; url?: string },
  origin?: string,
): Promise<{ status: number; code: string; attributes?: Record<string, unknown> }> {
  const response = await fetch(`${server.url}/v1/page-load`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain', ...(origin ? { Origin: origin } : {}) },
    body: JSON.stringify({ url: 'https://app.example.com/home', ...body }),
  });
  const text = await response.text();
  const answer = (text ? JSON.parse(text) : {}) as {
    type?: string;
    attributes?: Record<string, unknown>;
  };
  const code = answer.type?.split('/').pop() ?? '';
  return { status: response.status, code, attributes: answer.attributes };
}

let site: Site;
test.beforeAll(async () => {
  site = await Site.start();
});
test.afterAll(() => site.stop());

/** A page of another site with the snippet of production, as its own visitor has it. */
async function visit(page: Page, server: MusterServer, html: string, search = ''): Promise<Page> {
  const { clientKey } = await production(server);
  const path = `/${crypto.randomUUID()}`;
  site.put(
    path,
    `<!doctype html><title>Shop</title>${html}<script async src="${server.url}/muster.js?key=${clientKey}"></script>`,
  );
  // With a cache of its own, in which no snippet of before is.
  const context = await page.context().browser()!.newContext();
  const visitor = await context.newPage();
  await visitor.goto(`${site.url}${path}${search}`);
  return visitor;
}

/** Who a page has asked about, once it has its answer. */
const userOf = (visitor: Page) =>
  visitor.evaluate(async () => {
    const { muster } = window as unknown as { muster: { ready: Promise<{ user: string | null }> } };
    return (await muster.ready).user;
  });

test.beforeEach(async ({ server }) => {
  await server.system('shop', 'Shop');
  const { endpoints } = await server.call<{ endpoints: Record<string, { url: string }> }>(
    'POST',
    `${S}/integrations`,
    {
      key: 'crm',
      name: 'CRM',
      identifier: 'email',
      properties: [
        { path: 'plan', name: 'plan', type: 'string' },
        { path: 'arr', name: 'arr', type: 'number' },
        { path: 'address.city', name: 'city', type: 'string' },
      ],
    },
  );
  await fetch(endpoints.production!.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'ann@example.com', plan: 'pro', arr: 1200 }),
  });
});

test('the script is there to copy, and the application is a link away', async ({
  page,
  server,
}) => {
  await page.goto('/systems/shop/production/settings');
  await page.getByRole('link', { name: 'Pages' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connect your pages');
  const script = page.getByRole('group', { name: 'script for Production' });
  await expect(script).toContainText("muster.push(['identify', 'ann@example.com'])");
  const { clientKey } = await production(server);
  await expect(script).toContainText(`/muster.js?key=${clientKey}`);
  await expect(page.getByText('premium-customers is an example')).toBeVisible();
  await screenshots(page, 'pages-connect');

  await page.getByLabel('Address').fill(`${site.url}/`);
  await page.getByRole('button', { name: 'Save' }).click();
  const open = page.getByRole('link', { name: 'Open the application' });
  await expect(open).toHaveAttribute('href', `${site.url}/`);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(open).toHaveAttribute('href', `${site.url}/`);

  await server.call('POST', `${S}/segments`, {
    key: 'pros',
    name: 'Pros',
    condition: { field: 'crm.plan', operator: '=', value: 'pro' },
  });
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(P);
    await expect(page.getByRole('group', { name: 'marked element' })).toContainText('"pros"');
    await expect(page.getByText('premium-customers')).toHaveCount(0);
    await expect(script).toBeVisible();
    // No line of what is copied has a part that has to be scrolled to.
    for (const part of await page.locator('section [role="group"]').all()) {
      expect(await part.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  }
});

/** Each method with what is entered, what is pasted, and a page that has the user there. */
const METHODS: {
  label: string;
  fields: Record<string, string>;
  paste: [label: string, text: string];
  html: string;
  search?: string;
}[] = [
  {
    label: 'A variable of the page',
    fields: { Variable: 'app.user.email' },
    paste: ['The variable', `window.app = { user: { email: 'ann@example.com' } };`],
    html: `<script>window.app = { user: { email: 'ann@example.com' } };</script>`,
  },
  {
    label: 'A cookie',
    fields: { Cookie: 'uid' },
    paste: ['The cookies', 'theme=dark; uid=ann%40example.com'],
    html: `<script>document.cookie = 'uid=ann%40example.com';</script>`,
  },
  {
    label: 'Local storage',
    fields: { Key: 'uid' },
    paste: ['The entries', 'theme: dark\nuid: ann@example.com'],
    html: `<script>localStorage.setItem('uid', 'ann@example.com');</script>`,
  },
  {
    label: 'Session storage',
    fields: { Key: 'uid' },
    paste: ['The entries', '{"uid": "ann@example.com"}'],
    html: `<script>sessionStorage.setItem('uid', 'ann@example.com');</script>`,
  },
  {
    label: 'A part of the address',
    fields: { Parameter: 'uid' },
    paste: ['The address', 'https://app.example.com/?uid=ann%40example.com'],
    html: '',
    search: '?uid=ann%40example.com',
  },
  {
    label: 'An element of the page',
    fields: { 'CSS selector': 'body', Attribute: 'data-user' },
    paste: ['The HTML', '<body data-user="ann@example.com">'],
    html: '<body data-user="ann@example.com">',
  },
];

test('each way to know the user is tried before it is saved, and pages follow it', async ({
  page,
  server,
}) => {
  test.slow();
  await page.goto(`${P}/user`);
  await expect(page.getByRole('radio', { name: 'The page says it' })).toBeChecked();
  await screenshots(page, 'pages-user');
  await page.getByLabel('Lines of the page').fill('muster.identify(user.email)');
  await expect(page.getByText('Cannot be told from these lines')).toBeVisible();
  await screenshots(page, 'pages-user-untold');
  await page.getByLabel('Lines of the page').fill(`muster.push(['identify', 'ann@example.com'])`);
  const found = page.getByLabel('user that was found');
  await expect(found).toHaveText('ann@example.com');

  for (const { label, fields, paste, html, search } of METHODS) {
    await page.getByRole('radio', { name: label }).check();
    const first = page.getByRole('textbox', { name: Object.keys(fields)[0], exact: true });
    // The name of the method before stays.
    if ((await first.inputValue()) === '') {
      await expect(page.getByText('Name it above first.')).toBeVisible();
      await expect(page.getByRole('group', { name: /^line for/ })).toHaveCount(0);
    }
    for (const [field, text] of Object.entries(fields)) {
      await page.getByRole('textbox', { name: field, exact: true }).fill(text);
    }
    await page.getByLabel(paste[0], { exact: true }).fill('theme');
    await expect(page.getByText(/Nobody would be known|Cannot be told from/)).toBeVisible();
    await page.getByLabel(paste[0], { exact: true }).fill(paste[1]);
    await expect(found).toHaveText('ann@example.com');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
    // What was tried stays.
    await expect(found).toHaveText('ann@example.com');

    const visitor = await visit(page, server, html, search);
    expect(await userOf(visitor)).toBe('ann@example.com');
    const line = await page
      .getByRole('group', { name: 'line for the developer tools' })
      .textContent();
    expect(await visitor.evaluate(line ?? '')).toBe('ann@example.com');
    await visitor.context().close();
  }
  await screenshots(page, 'pages-user-element');
  await page.getByLabel('The HTML').fill('<body class="home" id="top">');
  await expect(page.getByText(/has no attribute data-user; it has class, id/)).toBeVisible();
  await screenshots(page, 'pages-user-nobody');

  await page.getByRole('textbox', { name: 'CSS selector' }).fill('p[[');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('p[[ is no CSS selector.').first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'CSS selector' })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await page.getByRole('textbox', { name: 'CSS selector' }).fill('body');
  await page.getByLabel('How long to wait for it').fill('120');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter a number of seconds from 0 to 60.')).toBeVisible();
  await page.getByLabel('How long to wait for it').fill('2.5');
  await page.getByRole('switch', { name: /Whom it does not know/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  // Disabled while it is being saved, too.
  await expect
    .poll(() => server.call('GET', `${S}/page-settings`))
    .toMatchObject({
      identifier: { method: 'element', selector: 'body', attribute: 'data-user' },
      waitMillis: 2500,
      anonymous: true,
    });
  await page.goto(P);
  await expect(page.getByText('the attribute data-user of the element body')).toBeVisible();
  await expect(page.getByRole('group', { name: 'script for Production' })).not.toContainText(
    'identify',
  );
});

test.describe('when somebody else was faster', () => {
  test.use({ refusals: [412] });

  test('what concerns something else disturbs nobody, and what does is shown', async ({
    page,
    server,
  }) => {
    await page.goto(`${P}/user`);
    await page.getByRole('radio', { name: 'A cookie' }).check();
    await page.getByRole('textbox', { name: 'Cookie', exact: true }).fill('uid');
    await server.call('PUT', `${S}/page-settings`, { applicationUrl: 'https://app.example.com' });
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved. Pages follow within five minutes.')).toBeVisible();

    await page.getByRole('textbox', { name: 'Cookie', exact: true }).fill('sid');
    await server.call('PUT', `${S}/page-settings`, {
      identifier: { method: 'variable', name: 'app.id' },
    });
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Someone else changed this setting meanwhile')).toBeVisible();
    await screenshots(page, 'pages-user-meanwhile');
    await page.getByRole('button', { name: 'Discard mine, take theirs' }).click();
    await expect(page.getByRole('textbox', { name: 'Variable', exact: true })).toHaveValue(
      'app.id',
    );
  });
});

test('the client key is replaced while the old one goes on, and then retired', async ({
  page,
  server,
}) => {
  const { clientKey: old } = await production(server);
  const user = 'ann@example.com';
  await page.goto(`${P}/access`);
  const shown = page.getByRole('group', { name: 'client key of Production' });
  await expect(shown).toHaveText(old);
  await screenshots(page, 'pages-access');
  await page.getByRole('button', { name: /Replace the key/ }).click();
  await screenshots(page, 'pages-key-replace');
  await page.getByRole('dialog').getByRole('button', { name: 'Replace it' }).click();
  await expect(page.getByRole('group', { name: 'key before it of Production' })).toHaveText(old);
  const { clientKey: next } = await production(server);
  await expect(shown).toHaveText(next);
  expect(await pageLoad(server, { key: old, user })).toMatchObject({ status: 200 });
  expect(await pageLoad(server, { key: next, user })).toMatchObject({ status: 200 });
  await screenshots(page, 'pages-key-two');

  // Who still carries it is known before.
  await expect(page.getByText(/page loads of the last hour carried it/)).toBeVisible();
  await page.getByRole('button', { name: 'Retire it …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retire it' }).click();
  await expect(page.getByRole('group', { name: 'key before it of Production' })).toHaveCount(0);
  expect(await pageLoad(server, { key: old, user })).toMatchObject({ code: 'unknown-key' });

  await page.getByRole('button', { name: /Replace the key/ }).click();
  await page.getByRole('radio', { name: 'It is refused at once' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Replace it' }).click();
  await expect(shown).not.toHaveText(next);
  expect(await pageLoad(server, { key: next, user })).toMatchObject({ code: 'unknown-key' });
});

test('origins are named one a line, and what is none is said', async ({ page, server }) => {
  await page.goto(`${P}/access`);
  const origins = page.getByRole('textbox', { name: 'Origins' });
  const panel = page.getByRole('region', { name: 'Allowed origins' });
  await origins.fill('app.example.com/page\nhttps://*.example.org/x');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(
    page.getByText('app.example.com/page: begin with https://, as in https://app.example.com'),
  ).toBeVisible();
  await expect(
    page.getByText('https://*.example.org/x: an origin has no path; write https://*.example.org'),
  ).toBeVisible();
  await screenshots(page, 'pages-origins');
  await origins.fill('https://APP.example.com/, https://*.example.org');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Pages of other origins are refused from now on.')).toBeVisible();
  await expect(origins).toHaveValue('https://app.example.com\nhttps://*.example.org');
  const { clientKey: key } = await production(server);
  const user = 'ann@example.com';
  expect(await pageLoad(server, { key, user }, 'https://a.example.org')).toMatchObject({
    status: 200,
  });
  expect(await pageLoad(server, { key, user }, 'https://evil.example')).toMatchObject({
    code: 'origin-not-allowed',
  });
});

/** What the code that is shown gives for a user. */
function proofBy(code: string, user: string, secret: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-proof-'));
  try {
    const file = join(folder, 'hash.mjs');
    writeFileSync(file, `${code}\nprocess.stdout.write(musterHash(process.argv[2]));`);
    return execFileSync(process.execPath, [file, user], {
      env: { ...process.env, MUSTER_SECRET: secret },
      encoding: 'utf8',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('from a secret to page loads that have to be proved, and what goes wrong with that', async ({
  page,
  server,
}) => {
  const { clientKey: key } = await production(server);
  const user = 'ann@example.com';
  await page.goto(`${P}/access`);
  const part = page.getByRole('region', { name: 'Identity verification' });
  await expect(part.getByText('Can be required once there is a secret.')).toBeVisible();
  await part.getByRole('button', { name: 'Make a secret' }).click();
  const secret = (await page.getByRole('group', { name: 'secret' }).textContent()) ?? '';
  expect(secret).toHaveLength(40);
  await screenshots(page, 'pages-secret');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(part.getByText(`${secret.slice(0, 8)}…`).first()).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  for (const [language, words] of [
    ['Java', 'MusterHash'],
    ['Python', 'hmac.new'],
    ['PHP', 'hash_hmac'],
    ['Ruby', 'OpenSSL::HMAC'],
    ['Go', 'hmac.New'],
    ['Node', 'createHmac'],
  ] as const) {
    await part.getByRole('radiogroup', { name: 'Language' }).getByText(language).click();
    await expect(part.getByRole('group', { name: `code for ${language}` })).toContainText(words);
  }
  const code = (await part.getByRole('group', { name: 'code for Node' }).textContent()) ?? '';
  const hash = proofBy(code, user, secret);

  expect(await pageLoad(server, { key, user })).toMatchObject({ status: 200 });
  expect(await pageLoad(server, { key, user, hash })).toMatchObject({ status: 200 });
  await part.getByRole('button', { name: 'Require a proof …' }).click();
  // What would be refused is known before.
  await expect(page.getByText(/^1 of the 2 page loads .* had no right proof/)).toBeVisible();
  await screenshots(page, 'pages-require');
  await page.getByRole('dialog').getByRole('button', { name: 'Require it' }).click();
  await expect(part.getByText('Required', { exact: true })).toBeVisible();
  await expect(part.getByRole('button', { name: /^Remove the secret/ })).toBeDisabled();
  await screenshots(page, 'pages-verification');

  await part.getByRole('link', { name: 'See whether page loads are refused' }).click();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  expect(await pageLoad(server, { key, user })).toMatchObject({ code: 'hash-missing' });
  await expect(page.getByText('Pages send no proof of their user')).toBeVisible();
  expect(await pageLoad(server, { key, user, hash: 'ab' })).toMatchObject({ code: 'hash-wrong' });
  await expect(page.getByText('The proof of their user is not right')).toBeVisible();
  await expect(page.getByText(`begin with ${secret.slice(0, 8)}.`)).toBeVisible();
  expect(await pageLoad(server, { key, user, hash })).toMatchObject({ status: 200 });
  await expect(page.getByRole('status').getByText('Page loads arrive, but not all')).toBeVisible();
  await screenshots(page, 'pages-installed-mixed');

  // Another secret takes the place of the first.
  await page.getByRole('link', { name: 'The code that makes it' }).click();
  await expect(part).toBeInViewport();
  await part.getByRole('button', { name: 'Make another secret' }).click();
  const second = (await page.getByRole('group', { name: 'secret' }).textContent()) ?? '';
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await part.getByRole('button', { name: `Remove the secret ${secret.slice(0, 8)}…` }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
  await expect(part.getByText(`${secret.slice(0, 8)}…`)).toHaveCount(0);
  expect(await pageLoad(server, { key, user, hash })).toMatchObject({ code: 'hash-wrong' });
  const again = proofBy(code, user, second);
  expect(await pageLoad(server, { key, user, hash: again })).toMatchObject({ status: 200 });

  await part.getByRole('button', { name: 'Require no proof …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Require none' }).click();
  await expect(part.getByText('Not required')).toBeVisible();
  expect(await pageLoad(server, { key, user })).toMatchObject({ status: 200 });
});

test('page loads appear as they arrive, each problem with what to do about it', async ({
  page,
  server,
}) => {
  await page.goto(`${P}/installed`);
  const state = page.getByRole('region', { name: 'How it is' });
  await expect(state).toContainText('Nothing has arrived yet');
  await expect(page.getByText('What to look at')).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await screenshots(page, 'pages-installed-nothing');

  // A real page, of another origin.
  const visitor = await visit(
    page,
    server,
    `<script>window.muster = [['identify', 'ann@example.com']];</script>`,
  );
  expect(await userOf(visitor)).toBe('ann@example.com');
  const list = page.getByRole('list', { name: 'Page loads' });
  const first = list.getByRole('listitem').first();
  await expect(first).toContainText('Answered');
  await expect(first).toContainText(visitor.url());
  await expect(first).toContainText('In no segment');
  await expect(state).toContainText('Page loads arrive');
  await expect(state).toContainText(/\d+ seconds? ago, from http/);
  await expect(page.getByText('What to look at')).toHaveCount(0);
  await screenshots(page, 'pages-installed-arriving');
  await first.getByRole('link', { name: 'ann@example.com' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ann@example.com');
  await page.goBack();

  // Somebody of whom nothing is known, and nobody at all.
  const { clientKey: key, version } = await production(server);
  await pageLoad(server, { key, user: 'bob@example.com' });
  await expect(first).toContainText('Nobody has told of this user: in no segment');
  await pageLoad(server, { key, problem: 'no-user' });
  await expect(page.getByText('Pages do not know their user')).toBeVisible();
  await expect(page.getByRole('link', { name: 'try what it finds' })).toBeVisible();

  // An origin that is not allowed, until it is.
  await server.call(
    'PUT',
    `${S}/environments/production`,
    { allowedOrigins: ['https://app.example.com'] },
    { 'If-Match': `"${version}"` },
  );
  await visitor.reload();
  await expect(page.getByText(`Pages of ${site.url} are not allowed`)).toBeVisible();
  await expect(first).toContainText('Its origin is not allowed');
  // An unknown key that was one once.
  await server.call('POST', `${S}/environments/production/rotate-client-key`);
  await pageLoad(server, { key, user: 'ann@example.com' });
  await expect(
    page.getByText(`A page has a client key that no environment has: ${key.slice(0, 8)}…`),
  ).toBeVisible();
  await expect(page.getByText(/It was the key of Production in the system shop/)).toBeVisible();
  await screenshots(page, 'pages-installed-problems');

  await page.getByRole('button', { name: `Add ${site.url} to the allowed origins` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Allow it' }).click();
  await expect(page.getByText(`Pages of ${site.url} are not allowed`)).toHaveCount(0);
  const again = await visit(
    page,
    server,
    `<script>window.muster = [['identify', 'ann@example.com']];</script>`,
  );
  expect(await userOf(again)).toBe('ann@example.com');
  await expect(first).toContainText(again.url());
  await expect(page.getByText('Earlier problems')).toBeVisible();
  await again.context().close();
  await visitor.context().close();
});

test('on a narrow screen all of its bars can be reached', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 800 });
  await page.goto(`${P}/installed`);
  const tabs = page.getByRole('navigation', { name: 'Pages' });
  const current = tabs.getByRole('link', { name: 'Installed?' });
  await expect(current).toBeVisible();
  await expect(tabs).not.toHaveAttribute('data-before');
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(current).toBeInViewport({ ratio: 0.99 });
  await expect(tabs).toHaveAttribute('data-before');
  await expect(tabs).not.toHaveAttribute('data-after');
  await tabs.getByRole('link', { name: 'Who may ask' }).click();
  await expect(tabs.getByRole('link', { name: 'Who may ask' })).toBeInViewport({ ratio: 0.99 });
  await expect(tabs).toHaveAttribute('data-after');
  const go = page.getByText('Go', { exact: true });
  await go.scrollIntoViewIfNeeded();
  await expect(go).toBeInViewport({ ratio: 0.99 });
  await go.click();
  await expect(page.getByRole('group', { name: 'code for Go' })).toBeVisible();
});

test('everything is refused: it says so in one line', async ({ page, server }) => {
  const { clientKey: key, version } = await production(server);
  await server.call(
    'PUT',
    `${S}/environments/production`,
    { allowedOrigins: ['https://app.example.com'] },
    { 'If-Match': `"${version}"` },
  );
  await pageLoad(server, { key, user: 'ann@example.com' }, 'https://other.example.com');
  await page.goto(`${P}/installed`);
  const state = page.getByRole('region', { name: 'How it is' });
  await expect(state).toContainText('Pages are refused: their origin is not allowed');
  await expect(state).toContainText('None has been answered.');
  await screenshots(page, 'pages-installed-refused');
});

test.describe('without an answer', () => {
  test.use({ refusals: [503] });

  test('the check says what is wrong, and comes back', async ({ page }) => {
    let down = true;
    await page.route('**/page-loads', (route) =>
      down
        ? route.fulfill({
            status: 503,
            contentType: 'application/problem+json',
            body: JSON.stringify({
              type: 'https://muster.dev/problems/unavailable',
              title: 'Not available',
              status: 503,
              detail: 'The server is being stopped.',
            }),
          })
        : route.continue(),
    );
    await page.goto(`${P}/installed`);
    await expect(page.getByRole('status', { name: 'Loading' })).toBeVisible();
    await screenshots(page, 'pages-installed-loading');
    await expect(page.getByText('The server is being stopped.')).toBeVisible();
    await screenshots(page, 'pages-installed-error');
    down = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('Nothing has arrived yet')).toBeVisible();
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
  });
});

test('attributes are made visible to pages one by one', async ({ page, server }) => {
  const { clientKey: key } = await production(server);
  await page.goto(`${P}/answers`);
  await expect(page.getByText('Pages get segments only')).toBeVisible();
  await screenshots(page, 'pages-answers');
  await page.getByRole('checkbox', { name: /^plan/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. Pages get them at the next page load.')).toBeVisible();
  await expect(page.getByText('Pages get 1 of 3 attributes')).toBeVisible();
  expect(await pageLoad(server, { key, user: 'ann@example.com' })).toMatchObject({
    attributes: { 'crm.plan': 'pro' },
  });
  await page.getByRole('checkbox', { name: /^plan/ }).uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. Pages get no attributes.')).toBeVisible();
});

test('hashing is turned on only by who knows what it does', async ({ page, server }) => {
  const { clientKey: key } = await production(server);
  await page.goto(`${P}/answers`);
  await page.getByRole('button', { name: 'Turn hashing on …' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/Known by now: 1 in Production, 0 in Test/)).toBeVisible();
  await screenshots(page, 'pages-hashing-ask');
  await expect(dialog.getByRole('button', { name: 'Hash them' })).toBeDisabled();
  await dialog.getByLabel('Salt').fill('salty snacks');
  await dialog.getByLabel('Type shop to confirm').fill('shop');
  await dialog.getByRole('button', { name: 'Hash them' }).click();
  await expect(page.getByRole('group', { name: 'salt' })).toHaveText('salty snacks');
  await screenshots(page, 'pages-hashed');

  // The tester says what leaves the browser, and the code proves that.
  await page.goto(`${P}/user`);
  await page.getByLabel('Lines of the page').fill(`muster.identify('ann@example.com')`);
  const digest = page.getByText('It leaves the browser hashed only, as').locator('code');
  await expect(digest).toHaveText(/^[0-9a-f]{64}$/);
  const user = (await digest.textContent()) ?? '';
  await screenshots(page, 'pages-user-hashed');
  await page.goto(P);
  await expect(page.getByRole('group', { name: 'command for Production' })).toContainText(
    `"user": "${user}"`,
  );
  await screenshots(page, 'pages-connect-hashed');
  await page.goto(`${P}/access`);
  const part = page.getByRole('region', { name: 'Identity verification' });
  await part.getByRole('button', { name: 'Make a secret' }).click();
  const secret = (await page.getByRole('group', { name: 'secret' }).textContent()) ?? '';
  await page.getByRole('button', { name: 'I have copied it' }).click();
  const code = (await part.getByRole('group', { name: 'code for Node' }).textContent()) ?? '';
  const { version } = await production(server);
  await server.call(
    'PUT',
    `${S}/environments/production`,
    { verificationRequired: true },
    { 'If-Match': `"${version}"` },
  );
  const hash = proofBy(code, 'ann@example.com', secret);
  expect(await pageLoad(server, { key, user, hash })).toMatchObject({ status: 200 });

  await page.goto(`${P}/answers`);
  await page.getByRole('button', { name: 'Change the salt …' }).click();
  await dialog.getByLabel('Type shop to confirm').fill('shop');
  await dialog.getByRole('button', { name: 'Change the salt' }).click();
  await expect(page.getByRole('group', { name: 'salt' })).toHaveText(/^[0-9a-f]{40}$/);
  await page.getByRole('button', { name: 'Turn hashing off …' }).click();
  await expect(dialog.getByText(/Who was known before hashing is found again/)).toBeVisible();
  await screenshots(page, 'pages-hashing-off');
  await dialog.getByLabel('Type shop to confirm').fill('shop');
  await dialog.getByRole('button', { name: 'Hash them no more' }).click();
  await expect(page.getByText('As they are', { exact: true })).toBeVisible();
});

test.describe('a salt that is none', () => {
  test.use({ refusals: [422] });

  test('is said where it is entered', async ({ page }) => {
    await page.goto(`${P}/answers`);
    await page.getByRole('button', { name: 'Turn hashing on …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Salt').fill('short');
    await dialog.getByLabel('Type shop to confirm').fill('shop');
    await dialog.getByRole('button', { name: 'Hash them' }).click();
    await expect(dialog.getByText('has fewer than 8 characters')).toBeVisible();
  });
});
