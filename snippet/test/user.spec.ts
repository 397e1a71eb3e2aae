import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Answer, Muster, Settings } from '../src/muster';
import { expect, test, type Page } from './fixtures';
import type { Site } from './site';

const MODULE = readFileSync(new URL('../dist/muster.mjs', import.meta.url), 'utf8');

/** A page with the snippet as a part of its own script; before it runs, the page does `first`. */
async function open(
  page: Page,
  site: Site,
  settings: Settings,
  { first = '', body = '', query = '' } = {},
): Promise<void> {
  site.put('/muster.mjs', MODULE, { 'Content-Type': 'text/javascript' });
  const url = site.put(
    '/start',
    `<!doctype html><title>Start</title>${body}<script>${first}</script>
     <script type="module">import { start } from '/muster.mjs';
     window.muster = start(${JSON.stringify(settings)});</script>`,
  );
  await page.goto(url + query);
}

const ready = (page: Page) =>
  page.evaluate(() => (window as unknown as { muster: { ready: Promise<Answer> } }).muster.ready);

const SOURCES: {
  identifier: NonNullable<Settings['identifier']>;
  first?: string;
  body?: string;
  query?: string;
}[] = [
  {
    identifier: { method: 'variable', name: 'app.user.email' },
    first: `window.app = { user: { email: ' ann@example.com ' } }`,
  },
  {
    identifier: { method: 'cookie', name: 'uid' },
    first: `document.cookie = 'uid=ann%40example.com'`,
  },
  {
    identifier: { method: 'local-storage', name: 'uid' },
    first: `localStorage.setItem('uid', 'ann@example.com')`,
  },
  {
    identifier: { method: 'session-storage', name: 'uid' },
    first: `sessionStorage.setItem('uid', 'ann@example.com')`,
  },
  { identifier: { method: 'parameter', name: 'uid' }, query: '?uid=ann%40example.com' },
  {
    identifier: { method: 'element', selector: '#me' },
    body: `<b id="me"> ann@example.com </b>`,
  },
  {
    identifier: { method: 'element', selector: 'meta[name="user"]', attribute: 'content' },
    body: `<meta name="user" content="ann@example.com">`,
  },
];

for (const { identifier, ...page_ } of SOURCES) {
  test(`the user is found by ${Object.values(identifier).join(' ')}`, async ({
    page,
    site,
    shop,
    server,
  }) => {
    await open(page, site, { key: shop.clientKey, url: server.url, identifier }, page_);
    expect(await ready(page)).toMatchObject({ user: 'ann@example.com', segments: ['pros'] });
  });
}

test('a user who signs in late is waited for, with what a path leads to being there later', async ({
  page,
  site,
  shop,
  server,
}) => {
  await open(
    page,
    site,
    {
      key: shop.clientKey,
      url: server.url,
      identifier: { method: 'variable', name: 'app.user.id' },
    },
    { first: `setTimeout(() => { window.app = { user: { id: 'ann@example.com' } } }, 700)` },
  );
  expect(await ready(page)).toMatchObject({ user: 'ann@example.com', segments: ['pros'] });
});

test('where nobody signs in nobody is asked about, and the page is told', async ({
  page,
  site,
  shop,
  server,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.postData() ?? ''));
  await open(
    page,
    site,
    {
      key: shop.clientKey,
      url: server.url,
      identifier: { method: 'element', selector: ':::no selector' },
      waitMillis: 200,
    },
    {},
  );
  expect(await ready(page)).toEqual({
    segments: [],
    attributes: {},
    user: null,
    known: false,
    problem: 'no-user',
  });
  expect(asked.filter((body) => body.includes('"user"'))).toEqual([]);
});

test('who is not known keeps an identifier of this browser, over page loads', async ({
  page,
  site,
  shop,
  server,
}) => {
  const settings = { key: shop.clientKey, url: server.url, anonymous: true, waitMillis: 0 };
  await open(page, site, settings);
  const first = await ready(page);
  expect(first).toMatchObject({ known: false, problem: null });
  expect(first.user).toMatch(/^anonymous-[0-9a-f]{32}$/);
  await open(page, site, settings);
  expect((await ready(page)).user).toBe(first.user);
});

test('with a salt only the hash leaves the browser', async ({ page, site, shop, server }) => {
  const salt = 'a salt of the system';
  const hash = createHash('sha256').update(`${salt}ann@example.com`).digest('hex');
  await shop.update(hash, 'pro');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await open(
    page,
    site,
    { key: shop.clientKey, url: server.url, salt, identifier: { method: 'variable', name: 'me' } },
    { first: `window.me = 'ann@example.com'` },
  );
  expect(await ready(page)).toMatchObject({ user: hash, segments: ['pros'] });
  expect(sent.join()).not.toContain('ann@example.com');
});

test('nobody is signed in once the page says so, until it is loaded, moves or asks anew', async ({
  page,
  site,
  shop,
  server,
}) => {
  await open(
    page,
    site,
    { key: shop.clientKey, url: server.url, identifier: { method: 'cookie', name: 'uid' } },
    { first: `document.cookie = 'uid=ann@example.com'` },
  );
  const user = 'ann@example.com';
  expect(await ready(page)).toMatchObject({ user });
  const nobody = () =>
    page.evaluate(async () => {
      const { muster } = window as unknown as { muster: Muster };
      const before = performance.now();
      const { problem } = await muster.identify(null);
      return { problem, isSoon: performance.now() - before < 1_000 };
    });
  expect(await nobody()).toEqual({ problem: 'no-user', isSoon: true });
  // A listener asks again, and that is no navigation.
  await page.evaluate(() => {
    (window as unknown as { muster: Muster }).muster.on('change', () => undefined);
  });
  await page.waitForTimeout(300);
  expect(
    await page.evaluate(() => [...(window as unknown as { muster: Muster }).muster.segments]),
  ).toEqual([]);

  expect(
    await page.evaluate(() => (window as unknown as { muster: Muster }).muster.refresh()),
  ).toMatchObject({ user });
  await nobody();
  await page.evaluate(() => history.pushState({}, '', '/home'));
  await page.waitForFunction(() => (window as unknown as { muster: Muster }).muster.has('home'));
  await nobody();
  await page.goto(`${site.url}/start`);
  expect(await ready(page)).toMatchObject({ user });
});
