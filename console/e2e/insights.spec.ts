import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, screenshots, test } from './fixtures';
import type { MusterServer } from './server';

// Several helpings of time, as the machine that runs these may have other things to do.
test.describe.configure({ timeout: 180_000 });
test.use({ actionTimeout: 30_000 });

const S = '/api/v1/systems/shop';
const OVERVIEW = '/systems/shop/production/insights';
const PAGE = `${OVERVIEW}/breakdown`;
const PLANS = ['pro', 'pro', 'pro', 'pro', 'free', 'free', 'free', 'enterprise', '=1+1'];

interface Made {
  endpoints: Record<string, { url: string }>;
}

/** A system with a CRM of which nothing has come yet. */
async function shop(server: MusterServer): Promise<string> {
  await server.system('shop', 'Shop');
  const { endpoints } = await server.call<Made>('POST', `${S}/integrations`, {
    key: 'crm',
    name: 'CRM',
    kind: 'api',
    identifier: 'email',
    properties: [
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'arr', name: 'arr', type: 'number' },
      { path: 'paying', name: 'paying', type: 'boolean' },
      { path: 'signup', name: 'signup', type: 'date' },
      { path: 'tags', name: 'tags', type: 'strings' },
    ],
  });
  return endpoints.production!.url;
}

async function send(url: string, users: object[]): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(users),
  });
  expect(response.ok, await response.text()).toBe(true);
}

/** The same with ten users, of whom one has no plan. */
async function busyShop(server: MusterServer): Promise<string> {
  const url = await shop(server);
  const users = PLANS.map((plan, at) => ({
    email: `user${at}@example.com`,
    plan,
    arr: at * 12_500,
    paying: plan !== 'free',
    signup: `2026-0${at + 1}-15T10:00:00Z`,
    tags: at % 2 ? ['beta'] : ['vip', 'beta'],
  }));
  await send(url, [...users, { email: 'nobody@example.com', arr: 5 }]);
  return url;
}

const filter = (server: MusterServer, key: string, name: string, condition: object) =>
  server.call('POST', `${S}/filters`, { key, name, condition });

const plan = (value: string) => ({ field: 'crm.plan', operator: '=', value });
const asked = (page: Page) =>
  JSON.parse(new URL(page.url()).searchParams.get('condition') ?? 'null') as unknown;
const combobox = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const table = (page: Page) => page.getByRole('table', { name: /^Users by/ });
const rows = async (page: Page): Promise<string[]> =>
  (await table(page).getByRole('row').allInnerTexts()).map((text) =>
    text.replace(/\s+/g, ' ').trim(),
  );
const bar = (page: Page) => page.getByRole('group', { name: 'Who is looked at' });
const saved = (page: Page) => combobox(page, 'Saved filter');
const counted = (page: Page, words: string) =>
  expect(page.getByRole('region', { name: 'Matching users' })).toContainText(words);

/** Chooses an option of a list by its name. */
async function choose(page: Page, list: Locator, name: string | RegExp): Promise<void> {
  await list.click();
  await page.getByRole('option', { name, exact: true }).click();
}

/** What the browser is given to keep when something is done. */
async function kept(page: Page, act: () => Promise<void>): Promise<[name: string, text: string]> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
}

test('without attributes, and without users, it says what to do', async ({ page, server }) => {
  await server.system('shop', 'Shop');
  await page.goto(PAGE);
  await expect(page.getByText('Production has no users yet')).toBeVisible();
  await screenshots(page, 'insights-no-attributes');
  await page.getByRole('link', { name: 'Set up an integration' }).click();
  await expect(page).toHaveURL(/\/integrations\/new$/);

  await shop(server);
  await page.goto(PAGE);
  await expect(page.getByText('Production has no users yet')).toBeVisible();
  await screenshots(page, 'insights-no-users');
});

test('users are counted, broken down, narrowed and saved as a filter by the keyboard alone', async ({
  page,
  server,
}) => {
  await busyShop(server);
  const { keyboard } = page;
  await page.goto(PAGE);
  await counted(page, '10 of 10 users');
  await expect(combobox(page, 'By')).toHaveValue('plan (CRM)');
  await expect
    .poll(() => rows(page))
    .toEqual([
      'CRM: plan Users Share',
      'pro 4 40 %',
      'free 3 30 %',
      '=1+1 1 10 %',
      'enterprise 1 10 %',
      'No value 1 10 %',
    ]);
  const chart = page.getByRole('slider', { name: 'Users by CRM: plan' });
  await expect(chart.locator('canvas')).toBeVisible();
  await expect(chart).toHaveAccessibleDescription(
    /^Users by CRM: plan: 4 values\. Highest 4 at pro, lowest 1 at =1\+1\./,
  );
  await chart.focus();
  await keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', 'enterprise: 1');
  await screenshots(page, 'insights');

  const users = table(page).getByRole('link', { name: '4 users with pro' });
  const to = new URL((await users.getAttribute('href'))!, page.url());
  expect(to.pathname).toBe('/systems/shop/production/insights/users');
  expect(JSON.parse(to.searchParams.get('condition')!)).toEqual({
    combinator: 'and',
    rules: [plan('pro')],
  });

  await table(page).getByRole('link', { name: 'pro', exact: true }).focus();
  await keyboard.press('Enter');
  await counted(page, '4 of 10 users');
  await expect(page.getByRole('group', { name: 'Who is looked at' })).toBeFocused();
  await expect(page.getByText('CRM plan is "pro"').first()).toBeVisible();
  expect(asked(page)).toEqual({ combinator: 'and', rules: [plan('pro')] });
  await expect.poll(() => rows(page)).toEqual(['CRM: plan Users Share', 'pro 4 100 %']);

  // Filter and period, then the rules of what was narrowed.
  await keyboard.press('Tab');
  await expect(saved(page)).toBeFocused();
  await keyboard.press('Tab');
  await expect(combobox(page, 'Period')).toBeFocused();
  await keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Edit the condition' })).toBeFocused();
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add rule to the condition' }).focus();
  await keyboard.press('Enter');
  await keyboard.type('arr');
  await expect(page.getByRole('option')).toHaveCount(1);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.getByText('This is the count from before your last change.')).toBeVisible();
  await keyboard.press('Tab');
  await keyboard.type('25000');
  await counted(page, '2 of 10 users');
  const condition = {
    combinator: 'and',
    rules: [plan('pro'), { field: 'crm.arr', operator: '>=', value: 25_000 }],
  };
  await expect.poll(() => asked(page)).toEqual(condition);
  await expect(
    combobox(page, 'Value of rule 2').or(page.getByLabel('Value of rule 2')),
  ).toBeFocused();
  await screenshots(page, 'insights-editing');

  await page.getByRole('button', { name: 'Save as a filter' }).focus();
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Save as a new filter' });
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await keyboard.type('Large pro');
  await expect(dialog.getByLabel('Key')).toHaveValue('large-pro');
  await expectAccessible(page);
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\?filter=large-pro$/);
  await expect(saved(page)).toHaveValue('Large pro');
  await saved(page).click();
  await expect(page.getByRole('option', { name: /^Large pro/ })).toContainText('used just now');
  await keyboard.press('Escape');
  expect(await server.call('GET', `${S}/filters/large-pro`)).toMatchObject({
    name: 'Large pro',
    condition,
    words: 'CRM plan is "pro" and CRM arr is at least 25,000',
  });
  await page.reload();
  await counted(page, '2 of 10 users');
});

test('saved filters are chosen, changed, renamed and deleted, the last used first', async ({
  page,
  server,
}) => {
  await busyShop(server);
  await filter(server, 'pro', 'Pro', plan('pro'));
  await filter(server, 'free', 'Free', plan('free'));
  await filter(server, 'vip', 'Important ones', {
    field: 'crm.tags',
    operator: 'contains',
    value: 'vip',
  });
  await page.goto(`${PAGE}?by=crm.tags`);
  await saved(page).click();
  await expect(page.getByRole('option')).toHaveCount(4);
  await expect(page.getByRole('option').nth(1)).toContainText('Free');
  await screenshots(page, 'insights-filters');
  await page.getByRole('option', { name: /^Pro/ }).click();
  await expect(page).toHaveURL(/by=crm\.tags&filter=pro$/);
  await counted(page, '4 of 10 users');
  await saved(page).click();
  await expect(page.getByRole('option').nth(1)).toContainText('Pro');
  await page.keyboard.press('Escape');
  await expect
    .poll(() => rows(page))
    .toEqual(['CRM: tags Users Share', 'beta 4 100 %', 'vip 2 50 %']);
  await screenshots(page, 'insights-filter');

  await page.getByRole('button', { name: 'Edit the condition' }).click();
  await combobox(page, 'Operator of rule 1').click();
  await page.getByRole('option', { name: 'is not', exact: true }).click();
  await counted(page, '6 of 10 users');
  await expect(page.getByText('changed, not saved')).toBeVisible();
  await expect.poll(() => asked(page)).toMatchObject({ rules: [{ operator: '!=' }] });
  await screenshots(page, 'insights-changed');
  await page.getByRole('button', { name: 'Back to what is saved' }).click();
  await counted(page, '4 of 10 users');
  expect(asked(page)).toBeNull();
  await page.goBack();
  await counted(page, '6 of 10 users');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Pro is saved.')).toBeVisible();
  await expect(page.getByText('changed, not saved')).toBeHidden();
  await expect(page).toHaveURL(/by=crm\.tags&filter=pro$/);
  await counted(page, '6 of 10 users');
  expect(await server.call('GET', `${S}/filters/pro`)).toMatchObject({
    words: 'CRM plan is not "pro"',
  });

  const more = page.getByRole('button', { name: 'More about Pro' });
  await more.click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Not pro');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(saved(page)).toHaveValue('Not pro');

  await page.getByRole('button', { name: 'More about Not pro' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete Not pro?' });
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(saved(page)).toHaveValue('All users');
  await counted(page, '10 of 10 users');
  await expect(page.getByText('There is no saved filter')).toBeHidden();
});

test('numbers are broken down by ranges and dates over time, split by segments', async ({
  page,
  server,
}) => {
  await busyShop(server);
  await server.call('POST', `${S}/segments`, { key: 'pro', name: 'Pro', condition: plan('pro') });
  await server.call('POST', `${S}/segments`, {
    key: 'paying',
    name: 'Paying customers',
    condition: { field: 'crm.paying', operator: '=', value: true },
  });
  await page.goto(PAGE);
  await choose(page, combobox(page, 'By'), /^arr/);
  await choose(page, combobox(page, 'Ranges'), 'at most 5');
  await expect
    .poll(() => rows(page))
    .toEqual([
      'CRM: arr Users Share',
      '0 – 25,000 3 30 %',
      '25,000 – 50,000 2 20 %',
      '50,000 – 75,000 2 20 %',
      '75,000 – 100,000 2 20 %',
      '100,000 – 125,000 1 10 %',
    ]);
  await screenshots(page, 'insights-numbers');

  await choose(page, page.getByLabel('Split by segments').first(), 'Pro');
  await page.getByRole('option', { name: 'Paying customers' }).click();
  await page.keyboard.press('Escape');
  await expect(table(page).getByRole('columnheader', { name: 'In Pro' })).toBeVisible();
  await expect(table(page).getByRole('row').nth(1)).toContainText('2 67 %');
  await expect(page).toHaveURL(/by=crm\.arr&ranges=5&split=pro%2Cpaying/);

  await choose(page, combobox(page, 'By'), /^signup/);
  await choose(page, combobox(page, 'Interval'), 'Months');
  await expect.poll(async () => (await rows(page))[1]).toBe('Jan 2026 1 10 % 1 100 % 1 100 %');
  expect((await rows(page)).at(-1)).toBe('No value 1 10 % – –');
  await expect(
    page.getByRole('figure').getByRole('list', { name: 'Series' }).getByRole('listitem'),
  ).toHaveText(['All matching users', 'Pro', 'Paying customers']);
  await screenshots(page, 'insights-time-split');

  await table(page).getByRole('link', { name: 'May 2026', exact: true }).click();
  await counted(page, '1 of 10 users');
  expect(asked(page)).toEqual({
    combinator: 'and',
    rules: [{ field: 'crm.signup', operator: 'between', value: ['2026-05-01', '2026-05-31'] }],
  });
  // Nobody chose an interval: days or weeks would be empty for the most part.
  await page.goto(`${PAGE}?by=crm.signup`);
  await expect(combobox(page, 'Interval')).toHaveValue('As it suits: months');
  await expect.poll(async () => (await rows(page))[1]).toBe('Jan 2026 1 10 %');
  await expect(page.getByRole('slider', { name: 'Users by CRM: signup' })).toBeVisible();
  await page.goto(`${PAGE}?by=crm.signup&interval=week&split=pro`);
  await expect(page.getByText('27 intervals without users are not shown')).toBeVisible();
  await expect(table(page).getByRole('columnheader', { name: 'In Pro' })).toBeVisible();
  await screenshots(page, 'insights-split-one');
  await page.goto(`${PAGE}?by=crm.signup&interval=week`);
  await expect(page.locator('figure canvas')).toBeVisible();
  await expect.poll(async () => (await rows(page))[1]).toBe('12 – 18 Jan 2026 1 10 %');
  expect(await rows(page)).toHaveLength(11);
  await screenshots(page, 'insights-time');
  await table(page).getByRole('link', { name: 'No value', exact: true }).click();
  await counted(page, '1 of 10 users');
  await expect(page.getByText('None of the matching users has a value here.')).toBeVisible();
});

test.describe('where the server has other things to do', () => {
  test.use({ refusals: [500] });

  test('what is being counted, was not counted or has nobody says so, each with a way on', async ({
    page,
    server,
  }) => {
    await busyShop(server);
    const matching = page.getByRole('region', { name: 'Matching users' });
    const breakdown = page.getByRole('region', { name: 'Breakdown' });
    let release = () => {};
    let gate = new Promise<void>((resolve) => (release = resolve));
    let fails = true;
    await page.route(/api\/.*insights\/(preview|breakdown)$/, async (route) => {
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
    await page.goto(PAGE);
    await expect(matching.getByRole('status', { name: 'Counting' })).toBeVisible();
    await expect(breakdown.getByRole('status', { name: 'Loading' })).toBeVisible();
    await screenshots(page, 'insights-counting');
    release();
    await expect(matching.getByRole('alert')).toContainText('The server could not do this.');
    await expect(breakdown.getByRole('alert')).toContainText('The server could not do this.');
    await screenshots(page, 'insights-failed');
    fails = false;
    gate = new Promise<void>((resolve) => (release = resolve));
    release();
    await matching.getByRole('button', { name: 'Try again' }).click();
    await counted(page, '10 of 10 users');
    await breakdown.getByRole('button', { name: 'Try again' }).click();
    await expect(table(page)).toBeVisible();

    const nobody = { field: 'crm.plan', operator: '=', value: 'none' };
    await page.goto(`${PAGE}?condition=${encodeURIComponent(JSON.stringify(nobody))}`);
    await counted(page, '0 of 10 users');
    await expect(breakdown).toContainText('No user matches the condition.');
    await screenshots(page, 'insights-nobody');
  });
});

test('users and tables are exported, and no text in them can be a formula', async ({
  page,
  server,
}) => {
  await busyShop(server);
  await page.goto(PAGE);
  const [tableName, rows] = await kept(page, () =>
    page.getByRole('button', { name: 'Export table' }).click(),
  );
  expect(tableName).toBe('shop-production-by-crm.plan.csv');
  expect(rows.split('\r\n')).toEqual([
    'CRM: plan,Users,Share of matching users',
    'pro,4,0.4',
    'free,3,0.3',
    "'=1+1,1,0.1",
    'enterprise,1,0.1',
    '(no value),1,0.1',
    '',
  ]);

  await table(page).getByRole('link', { name: '=1+1', exact: true }).click();
  await counted(page, '1 of 10 users');
  await bar(page).getByRole('link', { name: 'List the 1 user' }).click();
  await page.getByRole('button', { name: 'Export users' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export users' });
  await expect(dialog.getByText('1 user, a row each.')).toBeVisible();
  await screenshots(page, 'insights-export');
  // At first it is what the list shows.
  await expect(dialog.getByLabel('Identifier')).toBeChecked();
  await dialog.getByLabel('Last seen').uncheck();
  await dialog.getByLabel('signup').uncheck();
  await dialog.getByLabel('paying').uncheck();
  await dialog.getByLabel('tags').check();
  const [name, users] = await kept(page, () =>
    dialog.getByRole('button', { name: 'Export 4 columns' }).click(),
  );
  expect(name).toBe('shop-production-users.csv');
  expect(users.split('\r\n')).toEqual([
    'user.id,crm.plan,crm.arr,crm.tags',
    `user8@example.com,'=1+1,100000,"[""vip"",""beta""]"`,
    '',
  ]);
  await expect(page.getByText('The file is in your downloads.')).toBeVisible();
});

test('of many values and many filters some are shown, and more on request', async ({
  page,
  server,
}) => {
  const url = await shop(server);
  await send(
    url,
    Array.from({ length: 300 }, (_, at) => ({
      email: `user${at}@example.com`,
      plan: `a plan that has quite a long name, number ${at % 130}`,
    })),
  );
  for (let at = 0; at < 12; at++) {
    await filter(server, `plan-${at}`, `Plan number ${at}`, plan(`number ${at}`));
  }
  await page.goto(`${PAGE}?by=crm.plan`);
  await expect(table(page).getByRole('row')).toHaveCount(22);
  await page.getByRole('button', { name: 'Show more values' }).click();
  await expect(page).toHaveURL(/top=50/);
  await expect(table(page).getByRole('row')).toHaveCount(52);
  await screenshots(page, 'insights-many');
  await page.getByRole('button', { name: 'Show more values' }).click();
  await expect(table(page).getByRole('row')).toHaveCount(102);

  await saved(page).click();
  await expect(page.getByRole('option')).toHaveCount(13);
  await saved(page).fill('plan 11');
  await expect(page.getByRole('option')).toHaveCount(1);
  await saved(page).fill('nothing of the kind');
  await expect(page.getByText('No filter has this in its name or condition.')).toBeVisible();
});

test.describe('where something is refused', () => {
  test.use({ refusals: [409, 412, 422] });

  test('the reason stands at its rule, and links that say nothing are explained', async ({
    page,
    server,
  }) => {
    await busyShop(server);
    const wrong = { field: 'crm.plan', operator: 'matches', value: '(' };
    await page.goto(`${PAGE}?condition=${encodeURIComponent(JSON.stringify(wrong))}`);
    await expect(page.getByText(/The value is not an RE2 expression/)).toBeVisible();
    await expect(page.getByText('Not counted until what is marked is mended.')).toBeVisible();
    await expect(page.getByText('Not broken down until the condition is mended.')).toBeVisible();
    await screenshots(page, 'insights-wrong');
    await page.getByRole('button', { name: 'Hide the rules' }).click();
    await expect(page.getByLabel('Value of rule 1')).toBeHidden();
    await page.getByRole('button', { name: 'Edit the condition' }).click();
    await page.getByLabel('Value of rule 1').fill('');
    await page.getByRole('button', { name: 'Save as a filter' }).click();
    await expect(page.getByText('Enter an expression.')).toBeVisible();
    await expect(page.getByLabel('Value of rule 1')).toBeFocused();

    await page.goto(`${PAGE}?condition={&filter=gone&by=crm.gone&split=gone`);
    await expect(page.getByText('There is no saved filter “gone”')).toBeVisible();
    await expect(page.getByText('The condition in the link cannot be read')).toBeVisible();
    await expect(page.getByText('This is no longer there. Choose something else.')).toBeVisible();
    await counted(page, '10 of 10 users');
    await screenshots(page, 'insights-gone');
    await choose(page, combobox(page, 'By'), /^plan/);
    await expect(page.getByText('there is no segment "gone"')).toBeVisible();

    await server.call('POST', `${S}/segments`, {
      key: 'pricing',
      name: 'On pricing',
      condition: { field: 'page.path', operator: '=', value: '/pricing' },
    });
    const inSegment = { field: 'segment', operator: '=', value: 'pricing' };
    await page.goto(`${PAGE}?condition=${encodeURIComponent(JSON.stringify(inSegment))}`);
    await expect(page.getByText('Not counted until what is marked is mended.')).toBeVisible();
    await expect(page.locator('[data-rule][data-wrong]')).toBeVisible();
  });

  test('who was faster is told of, and what a filter needs is not lost by accident', async ({
    page,
    server,
  }) => {
    await busyShop(server);
    await filter(server, 'pro', 'Pro', plan('pro'));
    await page.goto(`${PAGE}?filter=pro`);
    await page.getByRole('button', { name: 'Edit the condition' }).click();
    await combobox(page, 'Operator of rule 1').click();
    await page.getByRole('option', { name: 'is not', exact: true }).click();
    await counted(page, '6 of 10 users');
    await server.call('PUT', `${S}/filters/pro`, { condition: plan('free') });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const conflict = page.getByRole('dialog', { name: 'Someone else changed Pro meanwhile' });
    await expect(conflict.getByText('CRM plan is "free"')).toBeVisible();
    await screenshots(page, 'insights-conflict');
    await conflict.getByRole('button', { name: 'Save mine over theirs' }).click();
    await expect(page.getByText('Pro is saved.')).toBeVisible();
    await counted(page, '6 of 10 users');
    expect(await server.call('GET', `${S}/filters/pro`)).toMatchObject({
      words: 'CRM plan is not "pro"',
    });

    const dialog = page.getByRole('dialog');
    await server.call('POST', `${S}/segments`, {
      key: 'large',
      name: 'Large ones',
      condition: { field: 'crm.arr', operator: '>=', value: 50_000 },
    });
    await filter(server, 'in-large', 'In large', {
      field: 'segment',
      operator: '=',
      value: 'large',
    });
    await page.goto('/systems/shop/production/segments/large');
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect(dialog.getByRole('listitem')).toHaveText(['Saved filter In large']);
    await expect(dialog.getByText('cannot be used until they are mended')).toBeVisible();
    await expectAccessible(page);

    await page.goto('/systems/shop/production/integrations/crm/mapping');
    await page.getByRole('button', { name: 'Take out plan' }).click();
    await page.getByRole('button', { name: 'Take out arr' }).click();
    await page.getByRole('button', { name: 'Review and save' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByRole('alert').getByRole('listitem')).toHaveText([
      'Segment Large ones',
      'Saved filter In large',
      'Saved filter Pro',
    ]);
    await screenshots(page, 'mapping-in-use-by-filter');
    await server.call('DELETE', `${S}/segments/large?confirm=true`);

    await page.goto('/systems/shop/production/integrations/crm/settings');
    await page.getByRole('button', { name: 'Delete the integration' }).click();
    const question = page.getByRole('dialog', { name: 'Delete CRM?' });
    await question.getByLabel('Type crm to confirm').fill('crm');
    await question.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(question.getByRole('listitem')).toHaveText(['Saved filter Pro']);
    await screenshots(page, 'integration-in-use');
    await question.getByRole('link', { name: 'Pro' }).click();
    await expect(page).toHaveURL(/\/insights\?filter=pro$/);
    await counted(page, '6 of 10 users');

    await server.call('DELETE', `${S}/integrations/crm?confirm=true`);
    await page.reload();
    await expect(page.getByText('This filter cannot be used until it is mended')).toBeVisible();
    await saved(page).click();
    await expect(page.getByRole('option').getByText('to be mended')).toHaveCount(2);
    await page.keyboard.press('Escape');
    await screenshots(page, 'insights-broken');
  });
});

test.describe('as a viewer', () => {
  test.use({ signedIn: false });

  test('everything can be asked, and nothing saved', async ({ page, server }) => {
    await server.adminCookies();
    await busyShop(server);
    await filter(server, 'pro', 'Pro', plan('pro'));
    const { link } = await server.call<{ link: { url: string } }>('POST', '/api/v1/people', {
      name: 'Vera',
      email: `vera-${Date.now()}@example.com`,
      role: 'viewer',
    });
    await page.goto(link.url);
    await page.getByLabel('Password', { exact: true }).fill('the first password');
    await page.getByRole('button', { name: 'Join and sign in' }).click();
    await expect(page.getByRole('button', { name: 'Account' })).toBeVisible();
    await page.goto(`${PAGE}?filter=pro`);
    await counted(page, '4 of 10 users');
    await page.getByRole('button', { name: 'Edit the condition' }).click();
    await combobox(page, 'Operator of rule 1').click();
    await page.getByRole('option', { name: 'is not', exact: true }).click();
    await counted(page, '6 of 10 users');
    await expect(page.getByText('changed, not saved')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^More about/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Back to what is saved' }).click();
    await counted(page, '4 of 10 users');
  });
});
