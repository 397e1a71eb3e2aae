import type { Answer, Muster } from '../src/muster';
import { expect, test, type Page } from './fixtures';

type WithMuster = { muster: Muster; heard: string[]; stop: () => void };

const EVENTS = '/ofrep/v1/events';
const SOON = { timeout: 1_000 };

/** What the page asks for from here on. */
function requests(page: Page) {
  const loads: { again?: boolean; subscribe?: boolean }[] = [];
  const streams: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/v1/page-load'))
      loads.push(JSON.parse(request.postData() ?? '{}') as object);
    if (request.url().includes(EVENTS)) streams.push(request.url());
  });
  return { loads, streams };
}

const listen = (page: Page) =>
  page.evaluate(() => {
    const it = window as unknown as WithMuster;
    it.heard = [];
    it.stop = it.muster.on('change', ({ segments }: Answer) => it.heard.push(segments.join()));
  });
const heard = (page: Page) => page.evaluate(() => (window as unknown as WithMuster).heard);
const identify = (page: Page, id: string | null) =>
  page.evaluate((who) => (window as unknown as WithMuster).muster.identify(who), id);

const html = (script: string) =>
  `<!doctype html><script src="${script}"></script>
   <p id="pro" data-muster-segment="pros" hidden>For pros</p>`;

test('a page that listens follows its user within a second, and no page load is counted for it', async ({
  page,
  site,
  shop,
  server,
}) => {
  const { loads, streams } = requests(page);
  await page.goto(site.put('/home', html(shop.script)));
  await identify(page, 'ann@example.com');
  await expect(page.locator('#pro')).toBeVisible();
  expect(loads.every(({ again, subscribe }) => !again && !subscribe)).toBe(true);
  expect(streams).toEqual([]);

  await listen(page);
  await expect.poll(() => streams.length).toBe(1);
  expect(streams[0]).not.toContain('ann');
  expect(loads.at(-1)).toMatchObject({ again: true, subscribe: true });

  await shop.update('ann@example.com', 'free');
  await expect(page.locator('#pro')).toBeHidden(SOON);
  await shop.update('ann@example.com', 'pro');
  await expect(page.locator('#pro')).toBeVisible(SOON);
  expect(await heard(page)).toEqual(['home', 'home,pros']);

  await shop.segment('frees', 'crm.plan', 'free');
  await shop.segment('paying', 'crm.plan', 'pro');
  await shop.publish();
  await expect.poll(() => heard(page), SOON).toContain('home,paying,pros');
  expect(loads.filter(({ again }) => !again).length).toBe(1);
  expect(streams.length).toBe(1);

  // Nobody listens any more: the line is closed, and nothing is asked.
  const open = () => server.metric('muster_event_streams');
  expect(await open()).toBe(1);
  await page.evaluate(() => (window as unknown as WithMuster).stop());
  await expect.poll(open).toBe(0);
  const before = loads.length;
  await shop.update('ann@example.com', 'free');
  await page.waitForTimeout(500);
  expect(loads.length).toBe(before);
});

test('whoever listens before the first answer, or becomes another user, is followed, too', async ({
  page,
  site,
  shop,
}) => {
  const { loads, streams } = requests(page);
  site.put('/early.js', `window.muster = [['on', 'change', () => (window.changed = true)]];`);
  await page.goto(site.put('/', `<script src="/early.js"></script>${html(shop.script)}`));
  await identify(page, 'bob@example.com');
  await expect.poll(() => streams.length).toBe(1);
  expect(loads).toHaveLength(1);
  await shop.update('bob@example.com', 'pro');
  await expect(page.locator('#pro')).toBeVisible(SOON);

  await identify(page, 'carl@example.com');
  await expect(page.locator('#pro')).toBeHidden();
  await expect.poll(() => streams.length).toBe(2);
  await shop.update('carl@example.com', 'pro');
  await expect(page.locator('#pro')).toBeVisible(SOON);

  await identify(page, null);
  await expect(page.locator('#pro')).toBeHidden();
});

test('a page that nobody looks at gives its line up, and has the truth when somebody does', async ({
  page,
  site,
  shop,
  server,
}) => {
  await page.clock.install();
  await page.goto(site.put('/home', html(shop.script)));
  await listen(page);
  await identify(page, 'ann@example.com');
  const open = () => server.metric('muster_event_streams');
  await expect.poll(open).toBe(1);
  const look = (hidden: boolean) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { value: now, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await look(true);
  await page.clock.fastForward(60_000);
  expect(await open()).toBe(1);
  await page.clock.fastForward(70_000);
  await expect.poll(open).toBe(0);
  await shop.update('ann@example.com', 'free');
  await look(false);
  await expect(page.locator('#pro')).toBeHidden();
  await expect.poll(open).toBe(1);
  await shop.update('ann@example.com', 'pro');
  await expect(page.locator('#pro')).toBeVisible(SOON);
});

test('a page comes back by itself when its line was cut', async ({ page, site, shop }) => {
  const { streams } = requests(page);
  // The first line is refused as an old address is; the browser does not try it again.
  let refused = 0;
  await page.route(`**${EVENTS}*`, (route) =>
    refused++ === 0 ? route.fulfill({ status: 401 }) : route.continue(),
  );
  await page.goto(site.put('/home', html(shop.script)));
  await identify(page, 'ann@example.com');
  await listen(page);
  await expect.poll(() => streams.length).toBe(2);
  await shop.update('ann@example.com', 'free');
  await expect(page.locator('#pro')).toBeHidden(SOON);
});

test('in a browser without event streams, and where a policy forbids them, the page just loads', async ({
  page,
  site,
  shop,
  server,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  site.put('/old.js', 'delete window.EventSource;');
  for (const before of ['<script src="/old.js"></script>', '']) {
    await page.goto(
      site.put('/home', before + html(shop.script), {
        // Whatever may load the answer, but nothing else.
        'Content-Security-Policy': before
          ? ''
          : `connect-src ${new URL(shop.script).origin}/v1/page-load`,
      }),
    );
    await listen(page);
    await identify(page, 'ann@example.com');
    await expect(page.locator('#pro')).toBeVisible();
    await page.waitForTimeout(300);
    expect(await server.metric('muster_event_streams')).toBe(0);
  }
  expect(errors).toEqual([]);
});

test('a line that opened was no failure: the next time it is tried again as soon', async ({
  page,
  site,
  shop,
}) => {
  const at: number[] = [];
  await page.route(`**${EVENTS}*`, async (route) => {
    // Two are refused; the third opens and is cut, upon which the browser comes back and is refused.
    if (at.push(Date.now()) !== 3) return route.fulfill({ status: 401 });
    await route.fulfill({
      headers: { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' },
      body: 'retry: 50\n\n',
    });
  });
  site.put('/even.js', 'Math.random = () => 0;');
  await page.goto(site.put('/home', `<script src="/even.js"></script>${html(shop.script)}`));
  await identify(page, 'ann@example.com');
  await listen(page);
  await expect.poll(() => at.length).toBe(5);
  expect(at[2]! - at[1]!).toBeGreaterThan(1_900);
  // A second, as after a first failure; it would be four.
  expect(at[4]! - at[3]!).toBeLessThan(2_500);
});
