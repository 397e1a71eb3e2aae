import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, screenshots, test } from './fixtures';
import type { MusterServer } from './server';

// Several helpings of time, as the machine that runs these may have other things to do.
test.describe.configure({ timeout: 180_000 });
test.use({ actionTimeout: 30_000 });

const S = '/api/v1/systems/shop';
const BATCH = 1_000;
const USERS = 4_000;

interface Endpoints {
  endpoints: Record<string, { url: string }>;
}

/** A shop with two integrations; gives their endpoints in production. */
async function shop(server: MusterServer): Promise<{ crm: string; billing: string }> {
  await server.system('shop', 'Shop');
  const crm = await server.call<Endpoints>('POST', `${S}/integrations`, {
    key: 'crm',
    name: 'CRM',
    identifier: 'email',
    properties: [
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'arr', name: 'arr', type: 'number' },
      { path: 'paying', name: 'paying', type: 'boolean' },
      { path: 'signup', name: 'signup', type: 'date' },
      { path: 'tags', name: 'tags', type: 'strings' },
    ],
  });
  const billing = await server.call<Endpoints>('POST', `${S}/integrations`, {
    key: 'billing',
    name: 'Billing',
    identifier: 'customer.email',
    properties: [{ path: 'customer.status', name: 'status', type: 'string' }],
  });
  return { crm: crm.endpoints.production!.url, billing: billing.endpoints.production!.url };
}

async function deliver(url: string, body: unknown, status = 200): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(status);
}

const email = (at: number) => `user${String(at).padStart(4, '0')}@example.com`;

/** Thousands, every tenth of whom is on the plan enterprise. */
async function thousands(crm: string): Promise<void> {
  for (let from = 0; from < USERS; from += BATCH) {
    await deliver(
      crm,
      Array.from({ length: BATCH }, (_, at) => {
        const user = from + at;
        return {
          email: email(user),
          plan: user % 10 === 0 ? 'enterprise' : user % 3 === 0 ? 'pro' : 'free',
          arr: user * 1_000,
          paying: user % 3 === 0,
          signup: `2026-0${1 + (user % 9)}-15`,
          tags: user % 2 === 0 ? ['beta', 'vip'] : ['beta'],
        };
      }),
    );
  }
}

const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });
const scroller = (page: Page) => page.locator('[data-users]');

test('where nobody is known yet, the next step is an integration', async ({ page, server }) => {
  await server.system('shop', 'Shop');
  await page.goto('/systems/shop/production/users');
  await expect(page.getByText('Production has no users yet')).toBeVisible();
  await screenshots(page, 'users-empty');
  await page.getByRole('link', { name: 'Set up an integration' }).click();
  await expect(page).toHaveURL(/\/integrations\/new$/);
});

test('thousands are scrolled through by keyboard and wheel, while few are in the page', async ({
  page,
  server,
}) => {
  const { crm } = await shop(server);
  await thousands(crm);
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/users/search', async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto('/systems/shop/production/users');
  await expect(page.getByText('4,000 users')).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toBeVisible();
  await screenshots(page, 'users-loading');
  release();
  const table = page.getByRole('table', { name: 'Users' });
  await expect(table).toHaveAttribute('aria-rowcount', '4001');
  await expect(row(page, /user0000@example\.com enterprise/)).toHaveAttribute('aria-rowindex', '2');
  await screenshots(page, 'users');
  for (const width of [768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    // The list fills the page, which has nothing to scroll to.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollHeight - innerHeight))
      .toBeLessThanOrEqual(0);
    expect((await scroller(page).boundingBox())!.height).toBeGreaterThan(450);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(
    row(page, 'user0000@example.com plan enterprise · arr 0 · paying yes'),
  ).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  // A page down is as far as one sees.
  await expect.poll(async () => (await scroller(page).boundingBox())?.height).toBeGreaterThan(450);

  const link = (at: number) => page.getByRole('link', { name: email(at), exact: true });
  await link(0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(link(2)).toBeFocused();
  await page.keyboard.press('PageDown');
  await expect(link(2)).not.toBeFocused();
  await page.keyboard.press('Home');
  await expect(link(0)).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.locator('[data-users] a:focus')).toHaveText(/^user0[01][5-9]/);

  // The end, a stretch at a time, as it is not known before.
  await expect
    .poll(
      async () => {
        await scroller(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
        return link(3_999).isVisible();
      },
      { timeout: 90_000, intervals: [100] },
    )
    .toBe(true);
  await expect(row(page, /user3999@/)).toHaveAttribute('aria-rowindex', '4001');
  expect(await page.getByRole('row').count()).toBeLessThan(80);

  await link(3_990).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(email(3_990));
  await page.goBack();
  await expect(link(3_990)).toBeVisible();
  await link(3_990).focus();
  await scroller(page).evaluate((element) => element.scrollTo(0, 0));
  await expect(link(1)).toBeVisible();
  // The row with the focus is still there, and the keyboard goes on from it.
  await expect(link(3_990)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(link(3_989)).toBeFocused();
});

test('on a phone the page scrolls and nothing in it, and comes back to where it was', async ({
  page,
  server,
}) => {
  const { crm } = await shop(server);
  await thousands(crm);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/systems/shop/production/users');
  const link = (at: number) => page.getByRole('link', { name: email(at), exact: true });
  await expect(link(0)).toBeVisible();
  const overflow = await scroller(page).evaluate((element) => getComputedStyle(element).overflowY);
  expect(overflow).toBe('visible');
  // What is searched with comes before what is done with what was found.
  const search = await page.getByLabel('Find by the beginning of the identifier').boundingBox();
  const save = await page.getByRole('button', { name: 'Export users' }).boundingBox();
  expect(save!.y).toBeGreaterThan(search!.y);
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        return Number(await page.locator('[data-row]').last().getAttribute('data-row'));
      },
      { timeout: 60_000, intervals: [100] },
    )
    .toBeGreaterThan(450);
  expect(await page.getByRole('row').count()).toBeLessThan(80);
  const seen = page.locator('[data-users] a').nth(12);
  const name = await seen.innerText();
  await seen.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await page.goBack();
  await expect(page.getByRole('link', { name, exact: true })).toBeInViewport();
  await page.getByRole('link', { name, exact: true }).focus();
  await page.keyboard.press('PageDown');
  await expect(page.locator('[data-users] a:focus')).toBeInViewport();
});

test('the list is searched, filtered and shown in columns, all of it in the address', async ({
  page,
  server,
}) => {
  const { crm } = await shop(server);
  await thousands(crm);
  await server.call('POST', `${S}/filters`, {
    key: 'enterprise',
    name: 'Enterprise customers',
    condition: { field: 'crm.plan', operator: '=', value: 'enterprise' },
  });
  await page.goto('/systems/shop/production/users');
  await page.getByLabel('Find by the beginning of the identifier').fill('user001');
  await expect(page.getByText('10 of 4,000 users, 0.3 %')).toBeVisible();
  await expect(page).toHaveURL(/[?&]q=user001/);
  await expect(row(page, /user0019@/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Users' })).toHaveAttribute('aria-rowcount', '11');

  await page.getByRole('combobox', { name: 'Saved filter' }).click();
  await page.getByRole('option', { name: 'Enterprise customers' }).click();
  await expect(page).toHaveURL(/[?&]filter=enterprise/);
  await expect(page.getByText('1 of 4,000 users, under 0.1 %')).toBeVisible();
  await expect(page.getByText('CRM plan is "enterprise"')).toBeVisible();
  await page.getByLabel('Find by the beginning of the identifier').fill('');
  await expect(page.getByText('400 of 4,000 users, 10 %')).toBeVisible();
  const { lastUsedAt } = await server.call<{ lastUsedAt: string | null }>(
    'GET',
    `${S}/filters/enterprise`,
  );
  expect(lastUsedAt).not.toBeNull();

  await page.getByRole('button', { name: 'Edit the condition' }).click();
  const drawer = page.getByRole('dialog', { name: 'Which users' });
  await drawer.getByRole('button', { name: 'Add rule to the condition' }).click();
  await page.keyboard.type('arr');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await drawer.getByRole('button', { name: 'Show these users' }).click();
  await expect(drawer.getByText('Enter a number.')).toBeVisible();
  await page.keyboard.type('3900000');
  await expect(drawer.getByText('of 4,000 users')).toBeVisible();
  await screenshots(page, 'users-filter');
  await drawer.getByRole('button', { name: 'Show these users' }).click();
  await expect(page.getByText('10 of 4,000 users, 0.3 %')).toBeVisible();
  await expect(page).not.toHaveURL(/filter=enterprise/);
  expect(JSON.parse(new URL(page.url()).searchParams.get('condition') ?? 'null')).toEqual({
    combinator: 'and',
    rules: [
      { field: 'crm.plan', operator: '=', value: 'enterprise' },
      { field: 'crm.arr', operator: '>=', value: 3_900_000 },
    ],
  });

  await page.getByRole('button', { name: 'Columns' }).click();
  const columns = page.getByRole('dialog', { name: 'Columns' });
  await columns.getByLabel('paying').uncheck();
  await columns.getByLabel('signup').uncheck();
  await columns.getByLabel('Sessions').check();
  await columns.getByLabel('tags').check();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader')).toHaveText([
    'Identifier',
    'plan CRM',
    'arr CRM',
    'tags CRM',
    'Last seen',
    'Sessions',
  ]);
  await expect(row(page, /user3900@example\.com enterprise 3,900,000 beta, vip/)).toBeVisible();
  await screenshots(page, 'users-filtered');

  await page.getByRole('button', { name: 'Export users' }).click();
  const saved = page.waitForEvent('download');
  // What the list shows, unless one chooses something else.
  await page.getByRole('button', { name: 'Export 6 columns' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('shop-production-users.csv');
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  expect(lines).toHaveLength(11);
  expect(lines[0]).toContain('user.id');
  expect(lines[0]).toContain('crm.tags');
  expect(lines[0]).not.toContain('crm.paying');
  expect(lines[1]).toContain('user3900@example.com,enterprise,3900000');

  // The columns are there the next time, too; what narrows the list down is not.
  await page.goto('/systems/shop/production/users');
  await expect(page.getByRole('columnheader', { name: 'tags CRM' })).toBeVisible();
  await expect(page.getByText('4,000 users', { exact: true })).toBeVisible();

  await page.goto(`/systems/shop/production/users?q=User`);
  await expect(page.getByText('No user matches')).toBeVisible();
  await screenshots(page, 'users-none');
  await page.getByRole('button', { name: 'Show all users' }).click();
  await expect(row(page, /user0000@/)).toBeVisible();
});

test.describe('where the server refuses', () => {
  test.use({ refusals: [404, 422] });

  test('a filter that makes no sense says so, and an unknown user too', async ({
    page,
    server,
  }) => {
    const { crm } = await shop(server);
    await deliver(crm, { email: 'ann@example.com', plan: 'pro' });
    const condition = JSON.stringify({ field: 'crm.gone', operator: '=', value: 'x' });
    await page.goto(`/systems/shop/production/users?condition=${encodeURIComponent(condition)}`);
    await expect(page.getByRole('alert')).toContainText('crm.gone');
    await screenshots(page, 'users-error');
    await page.getByRole('button', { name: 'Back to all users' }).click();
    await expect(row(page, /ann@/)).toBeVisible();
    await page.goto('/systems/shop/production/users?condition=nonsense');
    await expect(page.getByText(/condition in the link cannot be read/)).toBeVisible();
    await page.goto('/systems/shop/production/users?filter=gone');
    await expect(page.getByText(/no saved filter “gone” any more/)).toBeVisible();

    await page.goto('/systems/shop/production/users/Ann%40example.com');
    await expect(page.getByText('Nobody of this identifier is known in Production')).toBeVisible();
    await screenshots(page, 'user-unknown');
    await page.getByRole('link', { name: 'Find who begins so' }).click();
    await expect(page.getByText('No user matches')).toBeVisible();
  });

  test('a user is looked at, exported, and erased from everywhere', async ({ page, server }) => {
    const { crm, billing } = await shop(server);
    await server.call('POST', `${S}/segments`, {
      key: 'pro',
      name: 'Pro customers',
      condition: {
        combinator: 'and',
        rules: [
          { field: 'crm.plan', operator: '=', value: 'pro' },
          { field: 'crm.arr', operator: '>=', value: 1000 },
        ],
      },
    });
    await server.call('POST', `${S}/segments`, {
      key: 'pricing',
      name: 'Pros who see the prices',
      condition: {
        combinator: 'and',
        rules: [
          { field: 'crm.plan', operator: '=', value: 'pro' },
          { field: 'page.path', operator: '=', value: '/pricing' },
        ],
      },
    });
    await server.call('POST', `${S}/segments`, {
      key: 'small',
      name: 'Small customers',
      condition: { field: 'crm.arr', operator: '<', value: 500 },
    });
    await server.call('POST', `${S}/segments`, {
      key: 'paying-pros',
      name: 'Paying pros',
      condition: {
        combinator: 'and',
        rules: [
          { field: 'segment', operator: '=', value: 'pro' },
          { field: 'crm.paying', operator: '=', value: false },
        ],
      },
    });
    await server.call('POST', `${S}/environments/production/publications`, { note: 'First' });
    const odd = 'a/b c%2F+ü@example.com';
    await deliver(crm, {
      email: odd,
      plan: 'pro',
      arr: 1234567.5,
      paying: true,
      signup: '2026-05-01',
      tags: ['beta', 'vip'],
    });
    await deliver(billing, { customer: { email: odd, status: 'active' } });
    await deliver(crm, { email: odd, arr: 'a lot' }, 422);
    await deliver(crm, { email: 'bob@example.com', plan: 'free' });

    await page.goto('/systems/shop/production/users');
    await page.getByRole('link', { name: odd }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(odd);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(odd);
    const attributes = page.getByRole('region', { name: 'Attributes' });
    await expect(attributes.getByRole('link', { name: 'Billing' })).toBeVisible();
    await expect(attributes.getByText('1,234,567.5')).toBeVisible();
    await expect(attributes.getByText('1 May 2026', { exact: true })).toBeVisible();
    await expect(attributes.getByText('just now').first()).toBeVisible();
    const segments = page.getByRole('region', { name: 'Segments' });
    const reason = (name: string) =>
      segments
        .getByRole('listitem')
        .filter({ has: page.locator('summary').getByText(name, { exact: true }) });
    const short = (name: string) => reason(name).locator('summary');
    await expect(segments.getByRole('listitem').first()).toContainText('Pro customersin it');
    await expect(short('Pros who see the prices')).toContainText('page path is "/pricing"');
    // Why, without opening it: of the rules, the one that makes it so.
    await expect(short('Small customers')).toContainText(
      'fails: CRM arr is less than 500: has 1,234,567.5',
    );
    const paying = reason('Paying pros');
    await expect(short('Paying pros')).toContainText('CRM paying is no: has yes');
    await expect(short('Paying pros')).not.toContainText('Pro customers');
    await short('Paying pros').click();
    const inside = paying.getByRole('group', { name: 'Why: Pro customers' });
    await expect(inside).toContainText('holds: CRM plan is "pro"has "pro"');
    await expect(paying.getByText('has yes', { exact: true })).toBeVisible();
    await short('Pro customers').click();
    await expect(reason('Pro customers')).toContainText('holds: CRM plan is "pro"has "pro"');
    const deliveries = page.getByRole('list', { name: 'Deliveries' });
    await expect(deliveries.getByRole('button')).toHaveCount(3);
    await deliveries.getByRole('button', { name: /Refused CRM/ }).click();
    await expect(page).toHaveURL(/[?&]open=/);
    await expect(page.getByRole('group', { name: 'payload' })).toContainText('"a lot"');
    await screenshots(page, 'user');

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const file = JSON.parse(await readFile(await (await saved).path(), 'utf8')) as {
      user: { id: string };
      deliveries: unknown[];
    };
    expect(file.user.id).toBe(odd);
    expect(file.deliveries).toHaveLength(3);

    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    const question = page.getByRole('dialog', { name: 'Erase this user in Production?' });
    const erase = question.getByRole('button', { name: 'Erase for good' });
    await expect(erase).toBeDisabled();
    await screenshots(page, 'user-erase');
    await question.getByLabel(`Type ${odd} to confirm`).fill(odd);
    await erase.click();
    await expect(page).toHaveURL(/\/users$/);
    await expect(page.getByText('The user is erased.')).toBeVisible();
    await expect(row(page, /bob@/)).toBeVisible();
    await expect(page.getByText(odd)).toBeHidden();
    await expect(page.getByText('1 user', { exact: true })).toBeVisible();
    const { items } = await server.call<{ items: { action: string; actor: string }[] }>(
      'GET',
      '/api/v1/audit?kind=user&system=shop',
    );
    expect(items.map(({ action }) => action)).toEqual(['user.erase', 'user.export']);
    expect(JSON.stringify(items)).not.toContain('example.com%');
    expect(JSON.stringify(items)).not.toContain(odd);
  });

  test('of a user whose deliveries were all refused, those are shown and can be erased', async ({
    page,
    server,
  }) => {
    const { crm } = await shop(server);
    await deliver(crm, { email: 'ann@example.com', plan: 'pro' });
    await deliver(crm, { email: 'eve@example.com', arr: 'a lot' }, 422);
    await page.goto('/systems/shop/production/users/eve%40example.com');
    await expect(page.getByText('Nobody of this identifier is known in Production')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Deliveries' })).toBeVisible();
    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    await page.getByLabel('Type eve@example.com to confirm').fill('eve@example.com');
    await page.getByRole('button', { name: 'Erase for good' }).click();
    await expect(page.getByText('The user is erased.')).toBeVisible();
    await page.goto('/systems/shop/production/users/eve%40example.com');
    await expect(page.getByText('The user may have been erased')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Deliveries' })).toBeHidden();
  });
});

test('whoever is no administrator neither exports nor erases a user', async ({ page, server }) => {
  const { crm } = await shop(server);
  await deliver(crm, { email: 'ann@example.com', plan: 'pro' });
  const { link } = await server.call<{ link: { url: string } }>('POST', '/api/v1/people', {
    email: `vic${Date.now()}@example.com`,
    name: 'Vic',
    role: 'viewer',
  });
  await page.context().clearCookies();
  await page.goto(link.url);
  await page.getByLabel('Password', { exact: true }).fill('a few plain words');
  await page.getByRole('button', { name: 'Join and sign in' }).click();
  await expect(page.getByRole('link', { name: 'Users' })).toBeVisible();
  await page.goto('/systems/shop/production/users/ann%40example.com');
  await expect(page.getByRole('region', { name: 'Attributes' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Erase', exact: true })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeHidden();
});

test('a list is looked up, erased after a typed yes, and nobody else', async ({ page, server }) => {
  const { crm } = await shop(server);
  await deliver(
    crm,
    Array.from({ length: 900 }, (_, at) => ({ email: email(at), plan: 'pro' })),
  );
  await page.goto('/systems/shop/production/users');
  await expect(page.getByText('900 users', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Erase a list…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase a list of users in Production' });
  const look = dialog.getByRole('button', { name: 'See who is known' });
  await expect(look).toBeDisabled();
  // As mail programs give them: several on a line are told, and put on lines of their own.
  await dialog.getByLabel('Identifiers').fill('ann@example.com, bob@example.com');
  await expect(dialog.getByText(/^A line looks like several identifiers/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Put each on a line of its own' }).click();
  await expect(dialog.getByText('2 identifiers', { exact: true })).toBeVisible();
  // From a file: more than one portion, with some who are not known and one twice.
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Take them from a file' }).click();
  await (
    await chooser
  ).setFiles({
    name: 'list.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(
      [
        ...Array.from({ length: 700 }, (_, at) => email(at)),
        email(3),
        'nobody@example.com',
        'USER0001@example.com',
      ].join('\r\n'),
    ),
  });
  await expect(dialog.getByText('702 identifiers, 1 more than once')).toBeVisible();
  await screenshots(page, 'users-erase-list');
  await look.click();
  await expect(dialog.getByText(/^700 users of the list are known/)).toBeVisible();
  await expect(dialog.getByRole('listitem')).toHaveText([
    'nobody@example.com',
    'USER0001@example.com',
  ]);
  const erase = dialog.getByRole('button', { name: 'Erase for good' });
  await expect(erase).toBeDisabled();
  await dialog.getByLabel('Type erase 700 to confirm').fill('erase 700');
  await screenshots(page, 'users-erase-list-known');
  await erase.click();
  await expect(dialog.getByText('700 users erased')).toBeVisible();
  await screenshots(page, 'users-erase-list-done');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('200 users', { exact: true })).toBeVisible();
  await expect(row(page, email(700))).toBeVisible();
  const { items } = await server.call<{ items: { action: string }[] }>(
    'GET',
    '/api/v1/audit?kind=user&system=shop&limit=500',
  );
  expect(new Set(items.map(({ action }) => action))).toEqual(new Set(['user.erase']));
  expect(items).toHaveLength(500);
});
