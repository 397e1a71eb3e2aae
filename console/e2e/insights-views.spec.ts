import type { Page } from '@playwright/test';
import { expect, screenshots, test } from './fixtures';
import { tabTo } from './keyboard';
import type { MusterServer } from './server';

// Several helpings of time, as the machine that runs these may have other things to do.
test.describe.configure({ timeout: 180_000 });
test.use({ actionTimeout: 30_000 });

const S = '/api/v1/systems/shop';
const INSIGHTS = '/systems/shop/production/insights';
const PLANS = ['pro', 'pro', 'pro', 'free', 'free', 'enterprise'];
const PRO = { field: 'crm.plan', operator: '=', value: 'pro' };

interface Made {
  endpoints: Record<string, { url: string }>;
}

/** A system with six users, of whom four loaded a page today: three on pro and one on free. */
async function livelyShop(server: MusterServer): Promise<void> {
  await server.system('shop', 'Shop');
  const { endpoints } = await server.call<Made>('POST', `${S}/integrations`, {
    key: 'crm',
    name: 'CRM',
    kind: 'api',
    identifier: 'email',
    properties: [
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'arr', name: 'arr', type: 'number' },
    ],
  });
  const response = await fetch(endpoints.production!.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(
      PLANS.map((plan, at) => ({ email: `user${at}@example.com`, plan, arr: at * 1000 })),
    ),
  });
  expect(response.ok, await response.text()).toBe(true);
  await server.call('POST', `${S}/segments`, { key: 'pro', name: 'On pro', condition: PRO });
  await server.call('POST', `${S}/environments/production/publications`, { note: 'First' });
  const { clientKey: key } = await server.call<{ clientKey: string }>(
    'GET',
    `${S}/environments/production`,
  );
  for (const [user, path] of [
    [0, 'home'],
    [0, 'pricing'],
    [1, 'home'],
    [2, 'home'],
    [3, 'home'],
  ]) {
    const loaded = await fetch(`${server.url}/v1/page-load`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: JSON.stringify({
        key,
        user: `user${user}@example.com`,
        url: `https://app.example.com/${path}`,
      }),
    });
    expect(loaded.status).toBe(200);
  }
  // Page loads count about a second after their answer.
  const overview = () =>
    server.call<{ figures: { pageLoads: { now: number } } }>(
      'POST',
      `${S}/environments/production/insights/overview`,
      {},
    );
  await expect.poll(async () => (await overview()).figures.pageLoads.now).toBe(5);
}

const combobox = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const matching = (page: Page) => page.getByRole('region', { name: 'Matching users' });
const listed = (page: Page) => page.getByRole('row').filter({ hasText: '@example.com' });
/** The way back, which comes after the tabs. */
const back = (page: Page, label: string) =>
  page.getByRole('main').getByRole('link', { name: label, exact: true }).last();
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const asked = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

/** Chooses an option of a list by its name. */
async function choose(page: Page, list: string, name: string | RegExp): Promise<void> {
  await combobox(page, list).click();
  await page.getByRole('option', { name, exact: true }).click();
}

test('a number leads to its users, from them to one of them, and all the way back', async ({
  page,
  server,
}) => {
  await livelyShop(server);
  await page.goto(INSIGHTS);
  await expect(heading(page)).toHaveText('Overview');
  const figures = page.getByRole('region', { name: 'What they did in the last 30 days' });
  await expect(figures.getByRole('listitem')).toContainText([
    'Active users4none before',
    'New users4none before',
    'Page loads5none before',
    'Sessions4none before',
  ]);
  await expect(page.getByRole('figure', { name: 'Active users by day' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Segments that changed most' })).toBeVisible();
  await screenshots(page, 'views-overview');

  await page.getByRole('link', { name: 'Active today: 4', exact: true }).click();
  await expect(heading(page)).toHaveText('Users');
  const who = page.getByRole('group', { name: 'Who is listed' });
  await expect(who).toContainText('Users who loaded a page today');
  await expect(listed(page)).toHaveCount(4);
  await expect(page.getByText('4 of 6 users, 67 %')).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menu').or(page.getByRole('dialog')).getByLabel('Page loads').check();
  await page.keyboard.press('Escape');
  await screenshots(page, 'views-users-behind');

  await page.getByRole('link', { name: 'user0@example.com' }).click();
  await expect(heading(page)).toHaveText('user0@example.com');
  await expect(page.getByText('Active days of the last 30')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Users', exact: true }).click();
  await expect(who).toContainText('Users who loaded a page today');
  await expect(listed(page)).toHaveCount(4);

  await page.getByRole('button', { name: 'Take out: loaded a page today' }).click();
  await expect(listed(page)).toHaveCount(6);
  await expect(page).not.toHaveURL(/among/);
  // What was taken out does not take away where one came from.
  await back(page, 'Overview').click();
  await expect(page).toHaveURL(INSIGHTS);
  await expect(heading(page)).toHaveText('Overview');

  const today = JSON.stringify([{ kind: 'segment', segment: 'pro', not: true }]);
  await page.goto(`/systems/shop/production/users?among=${encodeURIComponent(today)}`);
  await expect(who).toContainText('Users who are not in On pro');
  await expect(listed(page)).toHaveCount(3);
  await page.goto('/systems/shop/production/users?among=nothing');
  await expect(page.getByText('What users did cannot be read in the link')).toBeVisible();
  await expect(listed(page)).toHaveCount(6);
});

test('who is looked at and when goes along from tab to tab and to another environment', async ({
  page,
  server,
}) => {
  await livelyShop(server);
  await server.call('POST', `${S}/filters`, { key: 'pros', name: 'Pros', condition: PRO });
  await page.goto(INSIGHTS);
  await choose(page, 'Saved filter', /^Pros/);
  await expect(matching(page)).toContainText('3 of 6 users');
  await expect(page.getByRole('link', { name: 'Active today: 3', exact: true })).toBeVisible();
  await choose(page, 'Period', 'Last 7 days');
  await expect(page).toHaveURL(/\?filter=pros&period=7d$/);
  const tabs = page.getByRole('navigation', { name: 'Insights' });
  await tabs.getByRole('link', { name: 'Trend' }).click();
  await expect(page).toHaveURL(/\/trend\?filter=pros&period=7d$/);
  await expect(combobox(page, 'Saved filter')).toHaveValue('Pros');
  await expect(combobox(page, 'Period')).toHaveValue('Last 7 days');
  await tabs.getByRole('link', { name: 'Users' }).click();
  await expect(page).toHaveURL(/\/insights\/users\?filter=pros&period=7d$/);
  await expect(listed(page)).toHaveCount(3);
  await expect(combobox(page, 'Saved filter')).toHaveValue('Pros');
  await page.getByRole('link', { name: 'Only who loaded a page in the last 7 days' }).click();
  await expect(page.getByRole('group', { name: 'Who is listed' })).toContainText(
    'Users who loaded a page in the last 7 days, of those with the condition',
  );
  await screenshots(page, 'views-users');
  await tabs.getByRole('link', { name: 'Trend' }).click();
  await expect(page).toHaveURL(/\/trend\?filter=pros&period=7d$/);

  await choose(page, 'Period', 'From day to day');
  await expect(page).toHaveURL(/period=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d/);
  const first = page.getByLabel('First day');
  await first.fill('1 May 2026');
  await first.press('Enter');
  await first.press('Tab');
  await expect.poll(() => asked(page, 'period')).toMatch(/^2026-05-01\.\./);
  await page.getByLabel('Last day').fill('30 April 2026');
  await page.getByLabel('Last day').press('Tab');
  await expect(page.getByText('The last day lies before the first.')).toBeVisible();
  await screenshots(page, 'views-period');
  await page.getByLabel('Last day').fill('31 May 2026');
  await page.getByLabel('Last day').press('Tab');
  await expect.poll(() => asked(page, 'period')).toBe('2026-05-01..2026-05-31');
  await expect(page.getByRole('button', { name: 'Edit the condition' })).toBeFocused();
  await expect(page.getByText('No page loads from 1 May 2026 to 31 May 2026')).toBeVisible();
  await screenshots(page, 'views-quiet');

  await page.getByRole('button', { name: 'Environment: Production' }).click();
  await page.getByRole('menuitem', { name: 'Test' }).click();
  await expect(page).toHaveURL(
    '/systems/shop/test/insights/trend?filter=pros&period=2026-05-01..2026-05-31',
  );
  await expect(page.getByText('Test has no users yet')).toBeVisible();
  await page.goto(`${INSIGHTS}?period=someday`);
  await expect(page.getByText('The days in the link cannot be read')).toBeVisible();
  await page.getByRole('link', { name: 'Go on without it' }).click();
  await expect(page.getByText('The days in the link cannot be read')).toBeHidden();
});

test('a trend is split, set beside the period before, and its points lead to their users', async ({
  page,
  server,
}) => {
  await livelyShop(server);
  await page.goto(`${INSIGHTS}/trend?period=7d`);
  const chart = page.getByRole('figure', { name: 'Active users by day' });
  const totals = page.getByRole('table', { name: 'Active users in the whole period' });
  await expect(chart).toBeVisible();
  await expect(totals.getByRole('row')).toHaveText([
    'Whole periodActive usersShare',
    'Active users4100 %',
  ]);

  await choose(page, 'Split', 'By an attribute');
  await choose(page, 'Attribute', /^plan/);
  await page.getByLabel('Beside the period before').click();
  await expect(page).toHaveURL(/by=crm\.plan/);
  await expect(totals.getByRole('row')).toHaveText([
    'Whole periodActive usersShare',
    'All that match4100 %',
    'Before04 more now',
    'pro375 %',
    'free125 %',
    'enterprise00 %',
  ]);
  await screenshots(page, 'views-trend');
  await chart.getByRole('button', { name: 'Table' }).click();
  await expect(chart.getByRole('table').getByRole('row')).toHaveCount(8);
  await screenshots(page, 'views-trend-table');
  await chart.getByRole('button', { name: 'Chart', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await chart.getByRole('button', { name: 'Download' }).click();
      await page.getByRole('menuitem', { name: 'Values as CSV' }).click();
    })(),
  ]);
  expect(download.suggestedFilename()).toBe('shop-production-activeUsers.csv');

  await totals.getByRole('link', { name: '3, pro' }).click();
  const who = page.getByRole('group', { name: 'Who is listed' });
  await expect(who).toContainText('Users who loaded a page from');
  await expect(page.getByRole('group', { name: 'Who is looked at' })).toContainText(
    'CRM plan is "pro"',
  );
  await expect(listed(page)).toHaveCount(3);
  await back(page, 'Trend').click();
  await expect(totals.getByRole('row')).toHaveCount(6);

  await choose(page, 'Split', 'By segments');
  await page
    .getByRole('textbox', { name: 'Segments' })
    .or(combobox(page, 'Segments'))
    .first()
    .click();
  await page.getByRole('option', { name: 'On pro' }).click();
  await page.keyboard.press('Escape');
  await expect(totals.getByRole('row')).toHaveText([
    'Whole periodActive usersShare',
    'All that match4100 %',
    'Before04 more now',
    'On pro375 %',
  ]);
  await choose(page, 'Figure', 'Page loads');
  await expect(page).toHaveURL(/figure=pageLoads/);
  await expect(page.getByRole('table', { name: /^Page loads in/ }).getByRole('row')).toHaveText([
    'Whole periodPage loadsShare',
    'All that match5100 %',
    'Before05 more now',
    'On pro480 %',
  ]);
  // By the keyboard alone: to the chart, to its last day, to the users of that.
  const plot = page
    .getByRole('figure', { name: 'Page loads by day' })
    .locator('[tabindex="0"]')
    .first();
  await plot.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Users');
  await expect(who).toContainText('Users who loaded a page on');
  await expect(listed(page)).toHaveCount(4);
});

test('by keyboard, a view has the skip link, the navigation, the tabs, its title and the bar before its content', async ({
  page,
  server,
}) => {
  await livelyShop(server);
  await page.goto(`${INSIGHTS}/trend`);
  await expect(page.getByRole('figure', { name: 'Active users by day' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  const tabs = page.getByRole('navigation', { name: 'Insights' });
  await page.keyboard.press('Tab');
  await expect(tabs.getByRole('link', { name: 'Overview' })).toBeFocused();
  const pages = tabs.getByRole('link', { name: 'Pages' });
  await tabTo(page, pages);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Pages');
  await expect(heading(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Save as report' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(combobox(page, 'Saved filter')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(combobox(page, 'Period')).toBeFocused();
});

test('the size of a segment is a trend: of all users, beside others, not known before it was live', async ({
  page,
  server,
}) => {
  await livelyShop(server);
  await page.goto(`${INSIGHTS}/trend?period=7d&figure=segmentSize`);
  const totals = page.getByRole('table', { name: 'Sizes at the end' });
  // Sizes are noted within seconds of a publication.
  await expect(async () => {
    await page.reload();
    await expect(totals.getByRole('row')).toHaveText(
      ['Last known sizeSegment sizeChange', 'On pro3–'],
      { timeout: 2_000 },
    );
  }).toPass({ timeout: 30_000 });
  await expect(combobox(page, 'Segment')).toHaveValue('On pro');
  await expect(page.getByText(/Before .* no size is known/)).toBeVisible();
  await expect(page.getByText('Today is still going on')).toBeVisible();
  const chart = page.getByRole('figure', { name: 'Users in On pro by day' });
  await screenshots(page, 'views-trend-size');
  await chart.getByRole('button', { name: 'Table' }).click();
  const rows = chart.getByRole('table').getByRole('row');
  await expect(rows.nth(1)).toContainText('–');
  await expect(rows.last()).toContainText('still going on');
  await totals.getByRole('link', { name: '3, On pro, who are in it now' }).click();
  await expect(listed(page)).toHaveCount(3);
});

test('a filter is saved for oneself, shared, seen by another by its link, and says where it is used', async ({
  page,
  server,
  browser,
}) => {
  await livelyShop(server);
  await page.goto(INSIGHTS);
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('button', { name: 'Add rule to the condition' }).click();
  await page.keyboard.type('plan');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const value = page.getByLabel('Value of rule 1').or(combobox(page, 'Value of rule 1')).first();
  await value.fill('pro');
  await expect(matching(page)).toContainText('3 of 6 users');
  await screenshots(page, 'views-editing');
  await page.getByRole('button', { name: 'Save as a filter' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Mine');
  await dialog.getByLabel('Only you').check();
  await screenshots(page, 'views-save-filter');
  await dialog.getByRole('button', { name: 'Save filter' }).click();
  await expect(page).toHaveURL(/\?filter=mine$/);
  await combobox(page, 'Saved filter').click();
  await expect(page.getByText('Private, only you see them')).toBeVisible();
  await page.keyboard.press('Escape');

  const { link } = await server.call<{ link: { url: string } }>('POST', '/api/v1/people', {
    name: 'Vera',
    email: `vera-${Date.now()}@example.com`,
    role: 'viewer',
  });
  const context = await browser.newContext({ baseURL: server.url });
  const other = await context.newPage();
  await other.goto(link.url);
  await other.getByLabel('Password', { exact: true }).fill('the first password');
  await other.getByRole('button', { name: 'Join and sign in' }).click();
  await expect(other.getByRole('button', { name: 'Account' })).toBeVisible();
  await other.goto(page.url());
  await expect(other.getByText('There is no saved filter “mine” any more')).toBeVisible();

  const more = page.getByRole('button', { name: 'More about Mine' });
  await more.click();
  await page.getByRole('menuitem', { name: 'Share with everybody' }).click();
  await dialog.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('Everybody sees Mine now.')).toBeVisible();
  await other.reload();
  await expect(combobox(other, 'Saved filter')).toHaveValue('Mine');
  await expect(matching(other)).toContainText('3 of 6 users');
  await context.close();

  await server.call('POST', `${S}/reports`, {
    key: 'pros-by-day',
    name: 'Pros by day',
    environment: 'production',
    view: 'trend',
    filter: 'mine',
    query: { figure: 'activeUsers' },
    display: {},
  });
  await page.reload();
  await more.click();
  await page.getByRole('menuitem', { name: 'Where it is used' }).click();
  await expect(dialog.getByRole('listitem')).toHaveText(['Report Pros by day']);
  await screenshots(page, 'views-filter-uses');
  await page.keyboard.press('Escape');
  await more.click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await dialog.getByLabel('Name').fill('Mine too');
  await dialog.getByRole('button', { name: 'Save filter' }).click();
  await expect(page).toHaveURL(/\?filter=mine-too$/);
  expect(await server.call('GET', `${S}/filters/mine-too`)).toMatchObject({
    visibility: 'shared',
    words: 'CRM plan is "pro"',
  });
});
