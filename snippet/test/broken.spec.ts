import { createHash } from 'node:crypto';
import type { Answer, Muster } from '../src/muster';
import { expect, test, type Page } from './fixtures';

interface WithMuster {
  muster: Muster;
}

const ANN = 'ann@example.com';
const MARKED = `
  <p id="pro" data-muster-segment="pros">For pros</p>
  <p id="upgrade" data-muster-not-segment="pros">Upgrade</p>`;

const ready = (page: Page): Promise<Answer> =>
  page.evaluate(() => (window as unknown as WithMuster).muster.ready);

/** What the page reports, and what it sends to the server. */
function watched(page: Page) {
  const faults: string[] = [];
  const sent: Record<string, unknown>[] = [];
  const warnings: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().startsWith('Muster: ')) warnings.push(message.text());
  });
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/page-load'))
      sent.push(JSON.parse(request.postData() ?? '{}') as Record<string, unknown>);
  });
  return { faults, sent, warnings };
}

const html = (first: string, script: string) =>
  `<!doctype html><body>${MARKED}<script>${first}</script><script src="${script}"></script>`;

/** What a page may have done before, what is known all the same, and why nothing is. */
const BEFORE: [what: string, first: string, segments: string[], problem: string | null][] = [
  ['a variable navigation', `var navigation = [{ name: 'Home' }]`, ['pros'], null],
  [
    'a class Navigation of its own',
    `window.Navigation = class {}; window.navigation = new Navigation()`,
    ['pros'],
    null,
  ],
  ['no AbortController', 'window.AbortController = undefined', [], 'broken-page'],
  ['no Array.prototype.some', 'delete Array.prototype.some', ['pros'], null],
  ['no Array.prototype.includes', 'delete Array.prototype.includes', ['pros'], null],
  ['no CustomEvent', 'window.CustomEvent = undefined', ['pros'], null],
  ['no MutationObserver', 'window.MutationObserver = undefined', ['pros'], null],
  ['no Set', 'window.Set = undefined', [], 'broken-page'],
  ['no Promise', 'window.Promise = undefined', [], 'broken-page'],
  ['no setTimeout', 'window.setTimeout = undefined', [], 'broken-page'],
  ['no console', 'window.console = undefined', ['pros'], null],
];

for (const [what, first, segments, problem] of BEFORE) {
  test(`a page with ${what} gets its answer, and no error`, async ({ page, site, shop }) => {
    const { faults } = watched(page);
    await page.goto(
      site.put('/start', html(`${first}; window.muster = [['identify', '${ANN}']]`, shop.script)),
    );
    expect(await ready(page)).toMatchObject({ segments, problem });
    // Where what is needed to compare is missing, what is meant for some is shown to nobody.
    const isShown = segments.length > 0 && !what.includes('includes');
    await expect(page.locator('#pro')).toBeVisible({ visible: isShown });
    if (problem) await expect(page.locator('#upgrade')).toBeVisible();
    // Nothing that is called later throws, or is rejected, either.
    await page.evaluate(async () => {
      const { muster } = window as unknown as WithMuster;
      history.pushState({}, '', '/elsewhere');
      history.replaceState({}, '', '/home');
      await muster.identify('bob@example.com').then();
      await muster.refresh().catch(() => undefined);
      muster.on('change', () => undefined)();
    });
    expect(faults).toEqual([]);
  });
}

test('a page that cannot even be looked through goes on, with nobody in a segment', async ({
  page,
  site,
  shop,
}) => {
  const { faults } = watched(page);
  const url = site.put('/start', html('document.querySelectorAll = undefined', shop.script));
  await page.goto(url);
  expect(await ready(page)).toMatchObject({ segments: [], problem: 'broken-page' });
  // Nor is there an error once what is marked would be hidden no longer.
  await page.waitForTimeout(1_200);
  expect(faults).toEqual([]);
});

test('where the page has taken the name navigation, moving within it is noticed all the same', async ({
  page,
  site,
  shop,
}) => {
  await page.goto(
    site.put(
      '/start',
      html(`var navigation = []; window.muster = [['identify', '${ANN}']]`, shop.script),
    ),
  );
  expect((await ready(page)).segments).toEqual(['pros']);
  const has = (segment: string, is: boolean) =>
    page.waitForFunction(
      ([key, expected]) => (window as unknown as WithMuster).muster.has(key) === expected,
      [segment, is] as const,
    );
  await page.evaluate(() => history.pushState({}, '', '/home'));
  await has('home', true);
  await page.goBack();
  await has('home', false);
});

for (const [what, first] of [
  ['a variable of that name', `var muster = 'x'`],
  ['a number of that name', `var muster = 7`],
  ['an object of that name', `var muster = { push: 1 }`],
  ['an element of that name', `document.body.insertAdjacentHTML('beforeend', '<i id="muster">')`],
] as const) {
  test(`with ${what} on the page the snippet takes its place`, async ({ page, site, shop }) => {
    const { faults } = watched(page);
    await page.goto(site.put('/start', html(first, shop.script)));
    await page.evaluate((id) => (window as unknown as WithMuster).muster.identify(id), ANN);
    expect((await ready(page)).segments).toEqual(['pros']);
    expect(faults).toEqual([]);
  });
}

test('early calls that are none keep no other from being made', async ({ page, site, shop }) => {
  const { faults } = watched(page);
  const calls = `[['nope'], null, 'identify', ['ready'], ['identify', '${ANN}']]`;
  await page.goto(site.put('/start', html(`window.muster = ${calls}`, shop.script)));
  expect((await ready(page)).segments).toEqual(['pros']);
  expect(faults).toEqual([]);
});

test('as a module it finds the server, too, and without an element it says that it cannot', async ({
  page,
  site,
  shop,
}) => {
  const early = `<script>window.muster = [['identify', '${ANN}']]</script>`;
  await page.goto(
    site.put(
      '/start',
      `<!doctype html>${MARKED}${early}<script type="module" src="${shop.script}"></script>`,
    ),
  );
  expect((await ready(page)).segments).toEqual(['pros']);
  site.put('/app.js', `import '${shop.script}';`);
  await page.goto(
    site.put(
      '/start',
      `<!doctype html>${MARKED}${early}<script type="module" src="/app.js"></script>`,
    ),
  );
  expect(await ready(page)).toMatchObject({ segments: [], problem: 'no-script' });
  await expect(page.locator('#pro')).toBeHidden();
  await expect(page.locator('#upgrade')).toBeVisible();
});

test('a key that the server does not know is said at once and once, and no user is waited for', async ({
  page,
  site,
  server,
}) => {
  const { faults, sent, warnings } = watched(page);
  await page.route('**/muster.js*', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const at = body.lastIndexOf('({');
    await route.fulfill({
      response,
      body: `${body.slice(0, at)}({"unknown":true,${body.slice(at + 2)}`,
    });
  });
  const url = site.put('/start', html('', `${server.url}/muster.js?key=old`));
  await page.goto(url);
  const answer = { segments: [], user: null, known: false, problem: 'unknown-key' };
  expect(await ready(page)).toMatchObject(answer);
  const identified = await page.evaluate(async (id) => {
    const { muster } = window as unknown as WithMuster;
    await muster.refresh();
    return muster.identify(id);
  }, ANN);
  expect(identified).toMatchObject(answer);
  expect(sent).toEqual([{ key: 'old', problem: 'unknown-key', url }]);
  expect(warnings).toEqual(['Muster: no environment has this client key']);
  expect(faults).toEqual([]);
  await expect(page.locator('#pro')).toBeHidden();
  await expect(page.locator('#upgrade')).toBeVisible();

  await page.unroute('**/muster.js*');
  await page.goto(site.put('/start', html('', `${server.url}/muster.js`)));
  expect(await ready(page)).toMatchObject(answer);
  expect(warnings).toHaveLength(2);
});

test('whatever is no identifier is nobody, and a number or blanks around one are taken', async ({
  page,
  site,
  shop,
}) => {
  const { faults, sent } = watched(page);
  const salt = 'pepper-of-old';
  await shop.pages({ identifier: { method: 'call' }, hashing: { enabled: true, salt } });
  await page.goto(site.put('/start', html('', shop.script)));
  const values = [undefined, '', '  ', null, Number.NaN, {}, [], true];
  const problems = await page.evaluate(async (ids) => {
    const { muster } = window as unknown as WithMuster;
    const all: (string | null)[] = [];
    for (const id of ids) all.push((await muster.identify(id as string)).problem);
    return all;
  }, values);
  expect(problems).toEqual(values.map(() => 'no-user'));
  expect(sent.filter(({ user }) => user !== undefined)).toEqual([]);
  expect(sent.map(({ problem }) => problem)).toEqual(['no-user']);

  const users = await page.evaluate(async () => {
    const { muster } = window as unknown as WithMuster;
    return [(await muster.identify(42)).user, (await muster.identify(' ann ')).user];
  });
  const hashed = (id: string) => createHash('sha256').update(`${salt}${id}`).digest('hex');
  expect(users).toEqual([hashed('42'), hashed('ann')]);
  expect(faults).toEqual([]);
});

test('each problem is told once a page, also after an early call or a change of the address', async ({
  page,
  site,
  shop,
}) => {
  const { sent } = watched(page);
  await shop.pages({
    identifier: { method: 'cookie', name: 'uid' },
    waitMillis: 1_000,
    hashing: { enabled: true, salt: 'pepper-of-old' },
  });
  const first = `Object.defineProperty(crypto, 'subtle', { value: undefined });
    window.muster = [['identify', '${ANN}']]; history.replaceState({}, '', '/there')`;
  await page.goto(site.put('/start', html(first, shop.script)));
  expect(await ready(page)).toMatchObject({ problem: 'not-secure' });
  const problems = await page.evaluate(async (id) => {
    const { muster } = window as unknown as WithMuster;
    history.replaceState({}, '', '/elsewhere');
    return [
      (await muster.identify(null)).problem,
      (await muster.identify(id)).problem,
      (await muster.identify(null)).problem,
    ];
  }, ANN);
  expect(problems).toEqual(['no-user', 'not-secure', 'no-user']);
  expect(sent.map(({ problem }) => problem)).toEqual(['not-secure', 'no-user']);
});
