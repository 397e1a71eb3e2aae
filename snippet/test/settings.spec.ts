import { createHash, createHmac } from 'node:crypto';
import type { Answer, Muster } from '../src/muster';
import { expect, test, type Page } from './fixtures';

interface WithMuster {
  muster: Muster;
}

const ready = (page: Page): Promise<Answer> =>
  page.evaluate(() => (window as unknown as WithMuster).muster.ready);

const ANN = 'ann@example.com';

/** Each way to know a user, as it is set in the console, and a page that knows hers like that. */
const WAYS: { identifier: object; script?: string; body?: string; query?: string }[] = [
  { identifier: { method: 'call' }, script: `window.muster = [['identify', '${ANN}']]` },
  {
    identifier: { method: 'variable', name: 'shop.visitor.mail' },
    script: `window.shop = { visitor: { mail: '${ANN}' } }`,
  },
  { identifier: { method: 'cookie', name: 'uid' }, script: `document.cookie = 'uid=${ANN}'` },
  {
    identifier: { method: 'local-storage', name: 'uid' },
    script: `localStorage.setItem('uid', '${ANN}')`,
  },
  {
    identifier: { method: 'session-storage', name: 'uid' },
    script: `sessionStorage.setItem('uid', '${ANN}')`,
  },
  { identifier: { method: 'parameter', name: 'uid' }, query: '?uid=ann%40example.com' },
  {
    identifier: { method: 'element', selector: '#me b' },
    body: `<p id="me">I am <b>${ANN}</b></p>`,
  },
  {
    identifier: { method: 'element', selector: '[data-user]', attribute: 'data-user' },
    body: `<main data-user="${ANN}"></main>`,
  },
];

for (const { identifier, script = '', body = '', query = '' } of WAYS) {
  test(`one script tag is enough where the console says ${Object.values(identifier).join(' ')}`, async ({
    page,
    site,
    shop,
  }) => {
    await shop.pages({ identifier });
    const url = site.put(
      '/start',
      `<!doctype html><title>Start</title><script>${script}</script>
       <script async src="${shop.script}"></script>${body}`,
    );
    await page.goto(url + query);
    expect(await ready(page)).toEqual({
      segments: ['pros'],
      attributes: {},
      user: ANN,
      known: true,
      problem: null,
    });
  });
}

test('what is set anew holds from the next page load on', async ({ page, site, shop }) => {
  const url = site.put(
    '/start',
    `<!doctype html><script>document.cookie = 'new=${ANN}'</script>
     <script async src="${shop.script}"></script>`,
  );
  await shop.pages({ identifier: { method: 'cookie', name: 'old' }, waitMillis: 0 });
  await page.goto(url);
  expect((await ready(page)).problem).toBe('no-user');
  await shop.pages({ identifier: { method: 'cookie', name: 'new' } });
  // Without the file that the browser keeps for five minutes.
  await page.route('**/muster.js*', (route) => route.continue());
  await page.reload();
  expect((await ready(page)).user).toBe(ANN);
});

test('only the proof of the user herself is taken, and a page is told why not', async ({
  page,
  site,
  shop,
  server,
}) => {
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  const production = `${shop.path}/environments/production`;
  const { secret } = await server.call<{ secret: string }>(
    'POST',
    `${production}/verification-secrets`,
  );
  await server.call('PUT', production, { verificationRequired: true });
  const hash = createHmac('sha256', secret).update(ANN).digest('hex');
  await page.goto(
    site.put('/start', `<!doctype html><script async src="${shop.script}"></script>`),
  );
  await page.waitForFunction(() => 'muster' in window);
  const identify = (id: string, proof?: string) =>
    page.evaluate(
      ([one, hash]) =>
        (window as unknown as WithMuster).muster.identify(one!, hash ? { hash } : undefined),
      [id, proof] as const,
    );
  expect(await identify(ANN)).toMatchObject({ problem: 'hash-missing', segments: [] });
  expect(await identify('bob@example.com', hash)).toMatchObject({ problem: 'hash-wrong' });
  expect(await identify(ANN, hash)).toMatchObject({ problem: null, segments: ['pros'] });
  expect(warnings.filter((text) => text.startsWith('Muster: '))).toHaveLength(2);
});

test('identifiers leave the browser hashed only, and senders mean the same users', async ({
  page,
  site,
  shop,
}) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  const salt = 'pepper-of-old';
  await shop.pages({
    identifier: { method: 'cookie', name: 'uid' },
    hashing: { enabled: true, salt },
  });
  await shop.update(ANN, 'pro');
  await page.goto(
    site.put(
      '/start',
      `<!doctype html><script>document.cookie = 'uid=${ANN}'</script>
       <script async src="${shop.script}"></script>`,
    ),
  );
  const user = createHash('sha256').update(`${salt}${ANN}`).digest('hex');
  expect(await ready(page)).toMatchObject({ user, segments: ['pros'] });
  expect(sent.filter((text) => text.includes('ann'))).toEqual([]);
});

test('values of attributes come along where they are visible to pages', async ({
  page,
  site,
  shop,
}) => {
  await shop.pages({
    identifier: { method: 'cookie', name: 'uid' },
    visibleAttributes: ['crm.plan'],
  });
  await page.goto(
    site.put(
      '/start',
      `<!doctype html><script>document.cookie = 'uid=${ANN}'</script>
       <script async src="${shop.script}"></script>`,
    ),
  );
  expect((await ready(page)).attributes).toEqual({ 'crm.plan': 'pro' });
  expect(
    await page.evaluate(() => (window as unknown as WithMuster).muster.attributes['crm.plan']),
  ).toBe('pro');
});

test('a page that finds nobody tells whoever looks whether it is connected, once', async ({
  page,
  site,
  shop,
  server,
}) => {
  await shop.pages({ identifier: { method: 'cookie', name: 'uid' }, waitMillis: 0 });
  await page.goto(
    site.put('/start', `<!doctype html><script async src="${shop.script}"></script>`),
  );
  expect((await ready(page)).problem).toBe('no-user');
  await page.evaluate(() => history.pushState({}, '', '/other'));
  await page.evaluate(() => (window as unknown as WithMuster).muster.refresh());
  const check = () =>
    server.call<{ problems: { outcome: string; count: number; lastPage: string }[] }>(
      'GET',
      `${shop.path}/environments/production/page-loads`,
    );
  await expect
    .poll(async () => (await check()).problems.find(({ outcome }) => outcome === 'no-user'))
    .toMatchObject({ count: 1, lastPage: `${site.url}/start` });
});

test('the snippet weighs little, asks twice in all, and keeps nothing from being painted', async ({
  page,
  site,
  shop,
}) => {
  await shop.pages({ identifier: { method: 'cookie', name: 'uid' } });
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/muster.js*', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(
    site.put(
      '/start',
      `<!doctype html><script>document.cookie = 'uid=${ANN}'</script>
       <script async src="${shop.script}"></script><h1>Here already</h1>`,
    ),
    { waitUntil: 'commit' },
  );
  // The page is painted while its script is still on the way.
  await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint').length === 1,
  );
  release();
  await page.waitForFunction(() => 'muster' in window);
  await ready(page);
  const loaded = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => !name.endsWith('favicon.ico'))
      .map((entry) => ({
        path: new URL(entry.name).pathname,
        blocking: (entry as unknown as { renderBlockingStatus: string }).renderBlockingStatus,
      })),
  );
  expect(loaded).toEqual([
    { path: '/muster.js', blocking: 'non-blocking' },
    { path: '/v1/page-load', blocking: 'non-blocking' },
  ]);
  const { headers, body } = await page.evaluate(async (url) => {
    const response = await fetch(url);
    return {
      headers: Object.fromEntries(response.headers.entries()),
      body: await response.text(),
    };
  }, shop.script);
  expect(Number(headers['content-length'])).toBeLessThan(3 * 1024);
  expect(body).toMatch(/^\/\*! Muster \d+\.\d+\.\d+ \*\//);
});
