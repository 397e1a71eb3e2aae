import type { Answer, Muster } from '../src/muster';
import { expect, test, type Page } from './fixtures';

type Muster_ = { muster: Muster };

const ready = (page: Page) => page.evaluate(() => (window as unknown as Muster_).muster.ready);
const identify = (page: Page, id: string | null) =>
  page.evaluate((who) => (window as unknown as Muster_).muster.identify(who), id);

const MARKED = `
  <p id="pro" data-muster-segment="pros vips" hidden>For pros</p>
  <p id="upgrade" data-muster-not-segment="pros">Upgrade</p>`;

test('a page that says who its user is knows the segments, shows what is meant for them, and hears of changes', async ({
  page,
  site,
  shop,
}) => {
  await page.goto(
    site.put(
      '/home',
      `<!doctype html><title>Home</title><script async src="${shop.script}"></script>${MARKED}
       <script src="/app.js"></script>`,
    ),
  );
  await page.waitForFunction(() => 'muster' in window);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    document.addEventListener('muster:segments', (event) =>
      heard.push((event as CustomEvent<Answer>).detail.segments.join()),
    );
    (window as unknown as Muster_).muster.on('change', ({ segments }) =>
      heard.push(`change ${segments.join()}`),
    );
  });

  const answer = await identify(page, 'ann@example.com');
  expect(answer).toEqual({
    segments: ['home', 'pros'],
    attributes: {},
    user: 'ann@example.com',
    known: true,
    problem: null,
  });
  expect(await ready(page)).toEqual(answer);
  await expect(page.locator('#pro')).toBeVisible();
  await expect(page.locator('#upgrade')).toBeHidden();

  await shop.update('ann@example.com', 'free');
  await page.evaluate(() => (window as unknown as Muster_).muster.refresh());
  await expect(page.locator('#pro')).toBeHidden();
  await expect(page.locator('#upgrade')).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as Muster_).muster.has('pros'))).toBe(false);
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  // The listener is told of the update, too, so that it may be asked once more.
  expect(heard.slice(0, 4)).toEqual(['change home,pros', 'home,pros', 'change home', 'home']);
});

test('calls made before the snippet is there are not lost, and the first answer is the one of them', async ({
  page,
  site,
  shop,
}) => {
  site.put('/early.js', `window.muster = [['identify', 'ann@example.com']];`);
  await page.goto(
    site.put(
      '/home',
      `<!doctype html><script src="/early.js"></script><script src="${shop.script}"></script>`,
    ),
  );
  expect((await ready(page)).segments).toEqual(['home', 'pros']);
});

test('the same words leave a call before the snippet is there, and make it when it is', async ({
  page,
  site,
  shop,
}) => {
  site.put(
    '/call.js',
    `window.muster = window.muster || []; muster.push(['identify', 'ann@example.com']);`,
  );
  for (const scripts of [
    `<script src="/call.js"></script><script src="${shop.script}"></script>`,
    `<script src="${shop.script}"></script><script src="/call.js"></script>`,
  ]) {
    await page.goto(site.put('/home', `<!doctype html>${scripts}`));
    expect((await ready(page)).segments).toEqual(['home', 'pros']);
  }
});

test('a page with the strictest policy that lets the snippet in works, and breaks no rule of it', async ({
  page,
  site,
  shop,
  server,
}) => {
  const violations: string[] = [];
  page.on('console', (message) => violations.push(message.text()));
  site.put('/early.js', `window.muster = [['identify', 'ann@example.com']];`);
  await page.goto(
    site.put(
      '/strict',
      `<!doctype html><html lang="en"><title>Strict</title><script src="/early.js"></script>
       <script src="${shop.script}"></script>${MARKED}`,
      {
        'Content-Security-Policy': `default-src 'none'; script-src 'self' ${server.url}; connect-src ${server.url}; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
    ),
  );
  expect((await ready(page)).segments).toEqual(['pros']);
  await expect(page.locator('#pro')).toBeVisible();
  expect(violations.filter((text) => !text.includes('favicon'))).toEqual([]);
});

test('navigation within the page asks again, by the page that is shown then', async ({
  page,
  site,
  shop,
}) => {
  site.put('/early.js', `window.muster = [['identify', 'ann@example.com']];`);
  await page.goto(
    site.put(
      '/start',
      `<!doctype html><script src="/early.js"></script><script src="${shop.script}"></script>`,
    ),
  );
  expect((await ready(page)).segments).toEqual(['pros']);
  const has = (segment: string) =>
    page.waitForFunction(([one]) => (window as unknown as Muster_).muster.has(one!), [
      segment,
    ] as const);
  await page.evaluate(() => history.pushState({}, '', '/home'));
  await has('home');
  await page.goBack();
  await page.waitForFunction(() => !(window as unknown as Muster_).muster.has('home'));
});

test('elements that come later are shown or hidden as well, and a style of the site cannot show a hidden one', async ({
  page,
  site,
  shop,
}) => {
  site.put('/early.js', `window.muster = [['identify', 'ann@example.com']];`);
  await page.goto(
    site.put(
      '/start',
      `<!doctype html><style>.card { display: flex }</style>
       <script src="/early.js"></script><script src="${shop.script}"></script>`,
    ),
  );
  await ready(page);
  await page.evaluate(() => {
    document.body.innerHTML = `<p id="a" class="card" data-muster-segment="pros">a</p>
      <p id="b" class="card" data-muster-segment="others">b</p>
      <p id="c" class="card" data-muster-segment="pros" data-muster-not-segment="pros">c</p>`;
  });
  await expect(page.locator('#a')).toBeVisible();
  await expect(page.locator('#b')).toBeHidden();
  await expect(page.locator('#c')).toBeHidden();
});

for (const [what, how, problem] of [
  ['a key that is none', { key: 'nonesuch' }, 'unknown-key'],
  ['a server that cannot be reached', { dead: true }, 'unreachable'],
  ['a server that does not answer', { slow: true }, 'timeout'],
] as const) {
  test(`with ${what} the page works as if in no segment, and is told why`, async ({
    page,
    site,
    shop,
    server,
  }) => {
    site.put('/early.js', `window.muster = [['identify', 'ann@example.com']];`);
    if ('dead' in how) await page.route('**/v1/page-load', (route) => route.abort());
    if ('slow' in how) await page.route('**/v1/page-load', () => undefined);
    const script = 'key' in how ? `${server.url}/muster.js?key=${how.key}` : shop.script;
    await page.goto(
      site.put(
        '/start',
        `<!doctype html><script src="/early.js"></script><script src="${script}"></script>${MARKED}`,
      ),
    );
    // Not in any segment for certain after a second, however long the answer is waited for.
    await expect(page.locator('#upgrade')).toBeVisible();
    expect(await ready(page)).toMatchObject({ segments: [], known: false, problem });
    await expect(page.locator('#pro')).toBeHidden();
  });
}

test('a page that has redefined what the snippet needs goes on, with a snippet that knows nothing', async ({
  page,
  site,
  shop,
}) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(
    site.put(
      '/start',
      `<!doctype html><script>window.Promise = window.fetch = window.MutationObserver = undefined;
       document.querySelectorAll = () => { throw new Error('mine') }</script>
       <script src="${shop.script}"></script><script>window.went = muster.has('pros') === false</script>`,
    ),
  );
  expect(await page.evaluate('window.went')).toBe(true);
  expect(faults).toEqual([]);
});

test('of two snippets on a page the first stays', async ({ page, site, shop }) => {
  let loads = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/page-load')) loads++;
  });
  site.put('/early.js', `window.muster = [['identify', 'ann@example.com']];`);
  await page.goto(
    site.put(
      '/start',
      `<!doctype html><script src="/early.js"></script><script src="${shop.script}"></script>
       <script>window.first = muster</script><script src="${shop.script}"></script>`,
    ),
  );
  await ready(page);
  expect(await page.evaluate('muster === first')).toBe(true);
  expect(loads).toBe(1);
});

test('an address that changes with each key is one page load, once it rests', async ({
  page,
  site,
  shop,
}) => {
  const urls: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/page-load'))
      urls.push((JSON.parse(request.postData() ?? '{}') as { url: string }).url);
  });
  site.put('/early.js', `window.muster = [['identify', 'ann@example.com']];`);
  const url = site.put(
    '/start',
    `<!doctype html><script src="/early.js"></script><script src="${shop.script}"></script>`,
  );
  await page.goto(url);
  await ready(page);
  await page.evaluate(async () => {
    for (let at = 1; at <= 60; at++) {
      history.replaceState({}, '', `?q=${at}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  });
  await expect.poll(() => urls).toEqual([url, `${url}?q=60`]);
  // The same address again, and one that was left again at once, is no page load.
  await page.evaluate(() => {
    history.replaceState({}, '', '?q=60');
    history.replaceState({}, '', '?q=61');
    history.replaceState({}, '', '?q=60');
  });
  await page.waitForTimeout(500);
  expect(urls).toHaveLength(2);
});

test('an element whose mark is taken away is shown again, unless the page itself hid it', async ({
  page,
  site,
  shop,
}) => {
  await page.goto(
    site.put(
      '/start',
      `<!doctype html><script src="${shop.script}"></script>
       <p id="mine" data-muster-segment="pros">a</p>
       <p id="theirs" data-muster-segment="pros" hidden>b</p>
       <p id="both" data-muster-segment="pros" data-muster-not-segment="home">c</p>`,
    ),
  );
  for (const id of ['#mine', '#theirs', '#both']) await expect(page.locator(id)).toBeHidden();
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('p')) one.removeAttribute('data-muster-segment');
  });
  await expect(page.locator('#mine')).toBeVisible();
  await expect(page.locator('#theirs')).toBeHidden();
  // It has a mark that is left, of those that are not in a segment.
  await expect(page.locator('#both')).toBeVisible();
});
