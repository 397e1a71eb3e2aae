import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { startDemo } from './demo';
import { base, expect, expectAccessible, faultsOf, screenshots, test } from './fixtures';
import type { MusterServer } from './server';

// Several helpings of time, as the machine that runs these may have other things to do.
test.describe.configure({ timeout: 240_000 });
test.use({ actionTimeout: 30_000 });

const S = '/api/v1/systems/shop';
const PAGE = '/systems/shop/production/insights';
const PLANS = ['pro', 'pro', 'pro', 'free', 'free', 'enterprise'];

const plan = (value: string) => ({ field: 'crm.plan', operator: '=', value });

/** A shop with seven users, of whom one has no plan, and two live segments. */
async function shop(server: MusterServer): Promise<void> {
  await server.system('shop', 'Shop');
  const { endpoints } = await server.call<{ endpoints: Record<string, { url: string }> }>(
    'POST',
    `${S}/integrations`,
    {
      key: 'crm',
      name: 'CRM',
      kind: 'api',
      identifier: 'email',
      properties: [
        { path: 'plan', name: 'plan', type: 'string' },
        { path: 'paying', name: 'paying', type: 'boolean' },
        { path: 'arr', name: 'arr', type: 'number' },
      ],
    },
  );
  const users = PLANS.map((plan, at) => ({
    email: `user${at}@example.com`,
    plan,
    paying: at % 2 === 0,
    arr: (at + 1) * 1000,
  }));
  const response = await fetch(endpoints.production!.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify([...users, { email: 'nobody@example.com', paying: true }]),
  });
  expect(response.ok, await response.text()).toBe(true);
  await server.call('POST', `${S}/segments`, { key: 'pro', name: 'Pro', condition: plan('pro') });
  await server.call('POST', `${S}/segments`, {
    key: 'paying',
    name: 'Paying',
    condition: { field: 'crm.paying', operator: '=', value: true },
  });
  await server.call('POST', `${S}/environments/production/publications`, { note: 'first' });
}

/** Loads of pages of the shop, as the snippet tells of them. */
async function load(server: MusterServer, user: number, ...pages: string[]): Promise<void> {
  const { clientKey } = await server.call<{ clientKey: string }>(
    'GET',
    `${S}/environments/production`,
  );
  for (const page of pages) {
    const url = encodeURIComponent(`https://shop.example${page}`);
    await server.call(
      'GET',
      `/v1/page-load?key=${clientKey}&user=user${user}@example.com&url=${url}`,
    );
  }
}

const rowsOf = async (page: Page, table: string | RegExp): Promise<string[]> =>
  (await page.getByRole('table', { name: table }).getByRole('row').allInnerTexts()).map((text) =>
    text.replace(/\s+/g, ' ').trim(),
  );

/** What the browser is given to keep when something is done. */
async function kept(page: Page, act: () => Promise<void>): Promise<[name: string, bytes: Buffer]> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return [download.suggestedFilename(), readFileSync(await download.path())];
}

test('pages lead to who loaded them, by the keyboard, and back', async ({ page, server }) => {
  await shop(server);
  await page.goto(`${PAGE}/pages`);
  await expect(page.getByText('No page loads in the last 30 days')).toBeVisible();
  await screenshots(page, 'pages-empty');
  await load(server, 0, '/orders', '/orders', '/cart');
  await load(server, 1, '/orders');
  await load(server, 3, '/cart', '/cart', '/cart', '/cart');
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: '2 pages in the last 30 days' })).toBeVisible();
    expect(await rowsOf(page, 'Pages')).toEqual([
      'Page Users ↓ Share Page loads A user',
      '/cart 2 67 % 5 2.5',
      '/orders 2 67 % 3 1.5',
    ]);
  }).toPass();
  const chart = page.getByRole('slider', { name: 'Pages by users' });
  await expect(chart.locator('canvas')).toBeVisible();
  await screenshots(page, 'pages');

  await page.getByRole('button', { name: 'Page loads' }).click();
  await expect(page).toHaveURL(/order=loads/);
  const byLoads = page.getByRole('slider', { name: 'Pages by page loads' });
  await byLoads.focus();
  await page.keyboard.press('End');
  await expect(byLoads).toHaveAttribute('aria-valuetext', '/orders: 3');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/users\?/);
  const among = new URL(page.url()).searchParams.get('among');
  expect(JSON.parse(among!)).toEqual([{ kind: 'active', period: { days: 30 }, page: '/orders' }]);
  await expect(page.getByRole('link', { name: 'user1@example.com' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'user0@example.com' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'user3@example.com' })).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: 'Pages' }).last().click();
  await expect(page).toHaveURL(/\/insights\/pages\?order=loads/);
});

test('two attributes are crossed and numbers summed up, each cell with its users', async ({
  page,
  server,
}) => {
  await shop(server);
  await page.goto(`${PAGE}/breakdown?show=two&by=crm.plan&and=crm.paying`);
  const table = 'Users by CRM: plan and CRM: paying';
  await expect
    .poll(() => rowsOf(page, table))
    .toEqual([
      'CRM: plan yes no Users',
      'pro 2 1 3',
      'free 1 1 2',
      'enterprise 0 1 1',
      'No value 1 0 1',
      'Users 4 3 7',
    ]);
  await screenshots(page, 'breakdown-cross');
  await page.getByRole('combobox', { name: 'Cells' }).click();
  await page.getByRole('option', { name: 'share of the row' }).click();
  await expect.poll(async () => (await rowsOf(page, table))[1]).toBe('pro 67 % 33 % 3');
  await screenshots(page, 'breakdown-cross-shares');
  const cells = page.getByRole('table', { name: table });
  await cells.getByRole('link', { name: '2 users, 67 % with pro and yes' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(cells.getByRole('link', { name: '1 user, 50 % with free and no' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'user3@example.com' })).toBeVisible();
  await expect(page.getByRole('link', { name: /@example\.com$/ })).toHaveCount(1);

  await page.goto(`${PAGE}/breakdown?show=numbers&of=crm.arr&group=crm.plan`);
  const figures = 'Figures of CRM: arr';
  await expect
    .poll(async () => (await rowsOf(page, figures)).map((row) => row.split(' ').slice(0, 7)))
    .toEqual([
      ['CRM:', 'plan', 'With', 'a', 'number', 'Without', 'Average'],
      ['pro', '3', '0', '2,000', '2,000', '6,000', '1,000'],
      ['free', '2', '0', '4,500', '4,000', '9,000', '4,000'],
      ['enterprise', '1', '0', '6,000', '6,000', '6,000', '6,000'],
      ['No', 'value', '0', '1', '–', '–', '–'],
      ['All', '6', '1', '3,500', '3,000', '21,000', '1,000'],
    ]);
  await expect(
    page.getByRole('slider', { name: 'Average of CRM: arr by CRM: plan' }),
  ).toHaveAccessibleDescription(/Highest 6,000 at enterprise, lowest 2,000 at pro\./);
  await screenshots(page, 'breakdown-numbers');
  await page.getByRole('link', { name: '1 user without a number, All' }).click();
  await expect(page.getByRole('link', { name: 'nobody@example.com' })).toBeVisible();
  await expect(page.getByRole('link', { name: /@example\.com$/ })).toHaveCount(1);
});

test.describe('where the server has other things to do', () => {
  test.use({ refusals: [500] });

  test('segments say how large they are and who is in several; what fails can be tried again', async ({
    page,
    server,
  }) => {
    await shop(server);
    await load(server, 0, '/orders');
    let fails = true;
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    await page.route(/insights\/(overlap|retention)$/, async (route) => {
      await gate;
      if (!fails) return route.continue();
      await route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'Something went wrong',
          status: 500,
          detail: 'The server could not do this.',
        }),
      });
    });
    await page.goto(`${PAGE}/segments?overlap=pro,paying`);
    const overlap = page.getByRole('region', { name: 'Overlap' });
    await expect(overlap.getByRole('status', { name: 'Loading' })).toBeVisible();
    release();
    await expect(overlap.getByText('Something went wrong')).toBeVisible();
    await screenshots(page, 'segments-view-error');
    fails = false;
    await overlap.getByRole('button', { name: 'Try again' }).click();
    await expect
      .poll(() => rowsOf(page, 'Overlap of segments'))
      .toEqual([
        'Pro 3 Paying 4 Users Share',
        'in in 2 29 %',
        'not in in 2 29 %',
        'in not in 1 14 %',
        'not in not in 2 29 %',
      ]);
    await expect.poll(async () => (await rowsOf(page, 'Segments'))[1]).toMatch(/^Paying 4 /);
    await expect(page.getByText('Nobody loaded a page both from')).toBeVisible();
    await screenshots(page, 'segments-view');
    // Sizes are of all users, so is the list behind them, whatever is asked above.
    const own = JSON.stringify({ field: 'user.id', operator: 'beginsWith', value: 'user1@' });
    await page.goto(`${PAGE}/segments?overlap=pro,paying&condition=${encodeURIComponent(own)}`);
    await expect(
      page.getByRole('link', { name: '4 users in Paying', exact: true }),
    ).toHaveAttribute('href', /users\?among=[^&]*$/);
    await page.goBack();
    await page.getByRole('link', { name: '1 user in Pro only' }).click();
    await expect(page.getByRole('link', { name: 'user1@example.com' })).toBeVisible();
    await expect(page.getByRole('link', { name: /@example\.com$/ })).toHaveCount(1);

    await page.goto(`${PAGE}/retention?interval=day`);
    await expect(page.getByText('1 user loaded their first page in these days.')).toBeVisible();
    await page.getByRole('link', { name: /^100 %, 1 of 1 user of/ }).click();
    await expect(page.getByRole('link', { name: 'user0@example.com' })).toBeVisible();
  });
});

base('days of a busy shop are told by cohorts, curves, sizes and flows', async ({ page }) => {
  base.setTimeout(300_000);
  const demo = await startDemo('--users', '3000', '--rate', '1');
  try {
    const faults = faultsOf(page, () => false);
    await page.goto(`${demo.url}/sign-in`);
    await page.getByLabel('E-mail').fill(demo.email);
    await page.getByLabel('Password', { exact: true }).fill(demo.password);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/systems\/shop\//);
    await page.goto(`${demo.url}${PAGE}/retention?period=7d`);
    const cohorts = page.getByRole('table', { name: 'Cohorts' });
    // A row a day on which somebody came, a head and a sum. Just after midnight nobody may have come yet.
    await expect.poll(() => cohorts.getByRole('row').count()).toBeGreaterThan(7);
    await expect(page.getByRole('slider', { name: 'Users who were active again' })).toBeVisible();
    await screenshots(page, 'retention');

    const cell = cohorts.getByRole('row').nth(2).getByRole('link').nth(2);
    const words = (await cell.getAttribute('aria-label'))!;
    const [, some] = /%, ([\d,]+) of/.exec(words)!;
    await cell.click();
    await expect(page).toHaveURL(/among=/);
    await expect(page.getByText(new RegExp(`^${some}\\b.*users?$`)).first()).toBeVisible();
    await page.goBack();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const again = page.getByRole('table', { name: 'Users who were active again' });
    await expect.poll(() => again.getByRole('row').count()).toBeGreaterThan(6);
    await expectAccessible(page);

    await page.goto(`${demo.url}${PAGE}/segments?period=7d`);
    const sizes = page.getByRole('slider', { name: 'Segment sizes by day' });
    await expect(sizes.locator('canvas')).toBeVisible();
    await expect(sizes).toHaveAccessibleDescription(/^Segment sizes by day: 7 points from/);
    await screenshots(page, 'segments-view-full');
    const figure = page.getByRole('figure', { name: 'Segment sizes by day' });
    await figure.getByRole('button', { name: 'Download' }).click();
    const [csvName, csv] = await kept(page, () =>
      page.getByRole('menuitem', { name: 'Values as CSV' }).click(),
    );
    expect(csvName).toBe('shop-production-segment-sizes.csv');
    expect(csv.toString().split('\r\n')).toHaveLength(9);
    await figure.getByRole('button', { name: 'Download' }).click();
    const [pngName, png] = await kept(page, () =>
      page.getByRole('menuitem', { name: 'Picture as PNG' }).click(),
    );
    expect(pngName).toBe('shop-production-segment-sizes.png');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(10_000);

    await sizes.focus();
    await page.keyboard.press('End');
    await expect(sizes).toHaveAttribute('aria-valuenow', '6');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/among=/);
    await page.goBack();
    const flows = page.getByRole('table', { name: 'Flows from segment to segment' });
    await flows.getByRole('link').first().click();
    await expect(page).toHaveURL(/among=/);
    expect(faults).toEqual([]);
  } finally {
    await demo.stop();
  }
});
