import type { Page } from '@playwright/test';
import { expect, expectAccessible, screenshots, test } from './fixtures';
import type { MusterServer } from './server';

// Several helpings of time, as the machine that runs these may have other things to do.
test.describe.configure({ timeout: 180_000 });
test.use({ actionTimeout: 30_000 });

const S = '/api/v1/systems/shop';
const PLANS = ['pro', 'pro', 'pro', 'free', 'free', 'enterprise'];

/** A system whose CRM has told of some users. */
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
        { path: 'arr', name: 'arr', type: 'number' },
        { path: 'paying', name: 'paying', type: 'boolean' },
        { path: 'signup', name: 'signup', type: 'date' },
        { path: 'tags', name: 'tags', type: 'strings' },
      ],
    },
  );
  const users = PLANS.map((plan, at) => ({
    email: `user${at}@example.com`,
    plan,
    arr: (at + 1) * 100_000,
    paying: plan !== 'free',
    signup: `2026-0${at + 1}-15`,
    tags: at % 2 ? ['beta'] : ['vip', 'beta'],
  }));
  const response = await fetch(endpoints.production!.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify([...users, { email: 'nobody@example.com', arr: 5 }]),
  });
  expect(response.ok).toBe(true);
}

const segment = (server: MusterServer, key: string, name: string, condition: object) =>
  server.call('POST', `${S}/segments`, { key, name, condition });

const publish = (server: MusterServer, note: string) =>
  server.call('POST', `${S}/environments/production/publications`, { note });

const plan = (value: string) => ({ field: 'crm.plan', operator: '=', value });

/** What a page of the shop is told. */
async function pageLoad(server: MusterServer, user: string): Promise<string[]> {
  const { clientKey } = await server.call<{ clientKey: string }>(
    'GET',
    `${S}/environments/production`,
  );
  const { segments } = await server.call<{ segments: string[] }>(
    'GET',
    `/v1/page-load?key=${clientKey}&user=${user}`,
  );
  return segments;
}

const combobox = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

test('a segment is made by the keyboard alone, with its count in view, and published to a page', async ({
  page,
  server,
}) => {
  await shop(server);
  await page.goto('/systems/shop/production/segments');
  await expect(page.getByText('No segment yet')).toBeVisible();
  await screenshots(page, 'segments-empty');

  const { keyboard } = page;
  await page.getByRole('link', { name: 'New segment' }).focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'New segment' })).toBeFocused();
  await page.getByLabel('Name', { exact: true }).focus();
  await keyboard.type('Large pro customers');
  await expect(page.getByLabel('Key')).toHaveValue('large-pro-customers');

  const addRule = page.getByRole('button', { name: 'Add rule to the condition' });
  await expect(page.getByText('7', { exact: true })).toBeVisible();
  await addRule.focus();
  await keyboard.press('Enter');
  await expect(combobox(page, 'Field of rule 1')).toBeFocused();
  await keyboard.type('crm plan');
  await expect(page.getByRole('option')).toHaveCount(1);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(combobox(page, 'Field of rule 1')).toHaveValue('plan (CRM)');
  await expect(combobox(page, 'Operator of rule 1')).toBeFocused();
  await keyboard.press('Tab');
  const value = combobox(page, 'Value of rule 1').or(page.getByLabel('Value of rule 1'));
  await expect(value.first()).toBeFocused();
  await expect(page.getByRole('option', { name: /^pro\s*3 users/ })).toBeVisible();
  await keyboard.type('pro');
  await keyboard.press('Escape');
  await expect(page.getByText('of 7 users')).toBeVisible();
  await expect(page.getByText('3', { exact: true })).toBeVisible();
  await expect(page.getByText('CRM plan is "pro"')).toBeVisible();

  await addRule.focus();
  await keyboard.press('Enter');
  await keyboard.type('arr');
  await expect(page.getByRole('option')).toHaveCount(1);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(combobox(page, 'Operator of rule 2')).toHaveValue('is at least');
  await keyboard.press('Tab');
  await keyboard.type('200000');
  await expect(page.getByText('Values go from 5 to 600,000.')).toBeVisible();
  await expect(page.getByText('2', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Move rule 2 up' }).focus();
  await keyboard.press('Enter');
  await expect(combobox(page, 'Field of rule 1')).toHaveValue('arr (CRM)');
  await expect(page.getByRole('button', { name: 'Move rule 1 down' })).toBeFocused();

  await page.getByLabel('User', { exact: true }).focus();
  await keyboard.type('user0@example.com');
  await keyboard.press('Enter');
  await expect(page.getByText('does not match')).toBeVisible();
  await expect(page.getByText('has 100,000')).toBeVisible();
  await expect(page.getByText('has "pro"')).toBeVisible();
  await screenshots(page, 'segment-editor');

  await page.getByRole('button', { name: 'Create segment' }).focus();
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/segments\/large-pro-customers$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Large pro customers');
  const { condition } = await server.call<{ condition: unknown }>(
    'GET',
    `${S}/segments/large-pro-customers`,
  );
  expect(condition).toEqual({
    combinator: 'and',
    rules: [{ field: 'crm.arr', operator: '>=', value: 200_000 }, plan('pro')],
  });

  await page.getByRole('alert').getByRole('link', { name: 'Review and publish' }).click();
  await expect(page).toHaveURL(/\/publish$/);
  await page.goBack();
  await expect(
    page.getByText('Page loads in Production do not know this segment yet.'),
  ).toBeVisible();
  await screenshots(page, 'segment-draft');

  expect(await pageLoad(server, 'user1@example.com')).toEqual([]);
  await page.getByRole('note').getByRole('link', { name: 'Review and publish' }).click();
  await expect(page).toHaveURL(/\/publish$/);
  const card = page.getByRole('listitem').filter({ hasText: 'Large pro customers' });
  await expect(card.getByText('+2 enter')).toBeVisible();
  await expect(card.getByText('added')).toBeVisible();
  await screenshots(page, 'publish');
  await page.getByRole('button', { name: 'Publish to Production' }).click();
  const question = page.getByRole('dialog', { name: 'Publish version 1 to Production?' });
  await expect(question.getByRole('row', { name: 'Large pro customers' })).toContainText('+2');
  await keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(page.getByRole('button', { name: 'Publish to Production' })).toBeFocused();
  expect(await pageLoad(server, 'user1@example.com')).toEqual([]);
  await keyboard.press('Enter');
  await question.getByLabel('Note').fill('The first one');
  await screenshots(page, 'publish-question');
  await keyboard.press('Control+Enter');
  await expect(page.getByText('Production is up to date')).toBeVisible();
  await screenshots(page, 'publish-done');
  expect(await pageLoad(server, 'user1@example.com')).toEqual(['large-pro-customers']);
  expect(await pageLoad(server, 'user0@example.com')).toEqual([]);

  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  await expect(page.getByRole('row', { name: /Large pro customers.*live.*2/ })).toBeVisible();
  await screenshots(page, 'segments');
  await page.getByRole('link', { name: 'Large pro customers' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Large pro customers');
  await expect(page.getByRole('link', { name: 'Review and publish' })).toBeHidden();
  await server.call('PUT', `${S}/segments/large-pro-customers`, { condition: plan('free') });
  await page.reload();
  await expect(
    page.getByText('Page loads in Production still use an older form of this segment.'),
  ).toBeVisible();
  await expect(page.getByText(/^2 live · \d+ as edited$/)).toBeVisible();
  await screenshots(page, 'segment-changed');
});

test('groups, every kind of value, and rules about segments and the page are edited and kept', async ({
  page,
  server,
}) => {
  await shop(server);
  await segment(server, 'pro', 'Pro', plan('pro'));
  const condition = {
    combinator: 'or',
    rules: [
      { field: 'segment', operator: '!=', value: 'pro' },
      { field: 'crm.signup', operator: '<=', value: '2026-05-01' },
      {
        combinator: 'and',
        not: true,
        rules: [
          { field: 'crm.tags', operator: 'containsAny', value: ['vip', 'beta'], ignoreCase: true },
          {
            field: 'crm.signup',
            operator: 'between',
            value: ['2026-01-01', { amount: -1, unit: 'weeks' }],
          },
          { field: 'crm.arr', operator: 'notBetween', value: [1, 2] },
          { field: 'crm.paying', operator: '=', value: false },
        ],
      },
    ],
  };
  await segment(server, 'all-kinds', 'All kinds', condition);
  await page.goto('/systems/shop/production/segments/all-kinds');
  await expect(combobox(page, 'Value of rule 1')).toHaveValue('Pro');
  await expect(page.getByLabel('Value of rule 2', { exact: true })).toHaveValue('1 May 2026');
  await expect(page.getByText('Also holds for users without a value.')).toBeVisible();
  await expect(page.getByText('of 7 users')).toBeVisible();
  await expect(page.getByText('Values go from 5 to 600,000.')).toBeVisible();
  await page.getByLabel('User', { exact: true }).fill('user0@example.com');
  await page.keyboard.press('Enter');
  const reasons = page.getByRole('group', { name: 'Any of these holds' });
  await expect(reasons.getByRole('group', { name: 'Not all of these hold' })).toContainText('has');
  await screenshots(page, 'segment-groups');

  await combobox(page, 'Operator of rule 1').click();
  await page.getByRole('option', { name: 'is in any of' }).click();
  await page.getByLabel('Value of rule 2', { exact: true }).fill('2026-06-30');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add rule to group 3' }).click();
  await page.getByRole('option', { name: /^Path/ }).click();
  await combobox(page, 'Value of rule 3.5').fill('/pricing');
  await expect(page.getByText('A rule asks about the page, the browser')).toBeVisible();
  await expect(page.getByText(/page path is "\/pricing"/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('All kinds is saved.')).toBeVisible();
  const saved = await server.call<{ condition: unknown }>('GET', `${S}/segments/all-kinds`);
  const group = condition.rules[2] as { rules: object[] };
  expect(saved.condition).toEqual({
    combinator: 'or',
    rules: [
      { field: 'segment', operator: 'in', value: ['pro'] },
      { field: 'crm.signup', operator: '<=', value: '2026-06-30' },
      {
        ...group,
        rules: [...group.rules, { field: 'page.path', operator: '=', value: '/pricing' }],
      },
    ],
  });
});

test('what is not finished or wrong is said at its rule, and unsaved changes are not lost by accident', async ({
  page,
  server,
}) => {
  await shop(server);
  await segment(server, 'pro', 'Pro', plan('pro'));
  await page.goto('/systems/shop/production/segments/pro');
  await combobox(page, 'Operator of rule 1').click();
  await page.getByRole('option', { name: 'matches' }).click();
  await page.getByLabel('Value of rule 1').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter an expression.')).toBeVisible();
  await expect(page.getByLabel('Value of rule 1')).toBeFocused();
  await screenshots(page, 'segment-wrong');

  await page.getByRole('link', { name: 'Publish', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/\/segments\/pro$/);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(combobox(page, 'Value of rule 1')).toHaveValue('pro');
  await page.getByRole('link', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('What would change', { exact: true }).first()).toBeVisible();
});

test.describe('where the server refuses', () => {
  test.use({ refusals: [409, 412, 422] });

  test('its reason stands at the rule, a lost race shows both, and what is in use is named', async ({
    page,
    server,
  }) => {
    await shop(server);
    await segment(server, 'pro', 'Pro', plan('pro'));
    await segment(server, 'not-pro', 'Not pro', { field: 'segment', operator: '!=', value: 'pro' });
    await page.goto('/systems/shop/production/segments/pro');

    await combobox(page, 'Operator of rule 1').click();
    await page.getByRole('option', { name: 'matches' }).click();
    await page.getByLabel('Value of rule 1').fill('(pro');
    await expect(page.getByText(/The value is not an RE2 expression/)).toBeVisible();
    await expect(page.getByText('Not counted until what is marked is mended.')).toBeVisible();
    await page.getByLabel('Value of rule 1').fill('pro');
    await expect(page.getByText(/The value is not an RE2 expression/)).toBeHidden();

    await server.call('PUT', `${S}/segments/pro`, { condition: plan('enterprise') });
    await page.getByRole('button', { name: 'Save' }).click();
    const conflict = page.getByRole('dialog', { name: /Someone else changed this segment/ });
    await expect(conflict.getByText('Theirs', { exact: true })).toBeVisible();
    await expect(conflict.locator('ins')).toHaveText('matches "pro"');
    await screenshots(page, 'segment-conflict');
    await conflict.getByRole('button', { name: 'Save mine over theirs' }).click();
    await expect(page.getByText('Pro is saved.')).toBeVisible();
    const { words } = await server.call<{ words: string }>('GET', `${S}/segments/pro`);
    expect(words).toBe('CRM plan matches "pro"');

    await page.getByRole('button', { name: 'Delete' }).click();
    const question = page.getByRole('dialog', { name: 'Delete Pro?' });
    await expect(question.getByText('Not pro')).toBeVisible();
    await screenshots(page, 'segment-delete');
    await question.getByRole('button', { name: 'Delete anyway' }).click();
    await expect(page).toHaveURL(/\/segments$/);

    await page.getByRole('link', { name: 'Publish', exact: true }).click();
    await expect(page.getByText('Nothing can be published until this is mended')).toBeVisible();
    await screenshots(page, 'publish-problems');
  });
});

test('a rule on what two integrations tell looks in both with one press', async ({
  page,
  server,
}) => {
  await shop(server);
  await server.call('POST', `${S}/integrations`, {
    key: 'crm-file',
    name: 'CRM file',
    kind: 'csv',
    identifier: 'email',
    properties: [
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'arr', name: 'arr', type: 'string' },
    ],
  });
  const rules = [plan('pro'), { field: 'crm.arr', operator: '>=', value: 200_000 }];
  await segment(server, 'pro', 'Pro', { combinator: 'and', rules });
  await page.goto('/systems/shop/production/segments/pro');

  // A number is not offered to be looked for in a text.
  const offers = page.getByRole('button', { name: /^Also look in/ });
  await expect(offers).toHaveCount(1);
  await screenshots(page, 'segment-also-offered');
  await page.getByRole('button', { name: 'Also look in CRM file: rule 1' }).focus();
  await page.keyboard.press('Enter');
  await expect(combobox(page, 'Operator of rule 1.2')).toBeFocused();
  await expect(combobox(page, 'Field of rule 1.2')).toHaveValue('plan (CRM file)');
  await expect(combobox(page, 'How many rules of group 1 hold')).toHaveValue('Any of these holds');
  await expect(offers).toHaveCount(0);
  await expect(
    page.getByText('(CRM plan is "pro" or CRM file plan is "pro") and CRM arr is at least 200,000'),
  ).toBeVisible();
  await screenshots(page, 'segment-also');

  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Pro is saved.')).toBeVisible();
  const { condition } = await server.call<{ condition: unknown }>('GET', `${S}/segments/pro`);
  const inFile = { ...plan('pro'), field: 'crm-file.plan' };
  expect(condition).toEqual({
    combinator: 'and',
    rules: [{ combinator: 'or', rules: [plan('pro'), inFile] }, rules[1]],
  });
});

test('versions are compared, and one is restored with the users who move in view', async ({
  page,
  server,
}) => {
  await shop(server);
  await segment(server, 'pro', 'Pro', plan('pro'));
  await segment(server, 'pro-or-free', 'Pro or free', {
    combinator: 'or',
    rules: [{ field: 'segment', operator: '=', value: 'pro' }, plan('free')],
  });
  await publish(server, 'As it was');
  await server.call('PUT', `${S}/segments/pro`, { condition: plan('enterprise') });
  await segment(server, 'paying', 'Paying', { field: 'crm.paying', operator: '=', value: true });
  await page.goto('/systems/shop/production/publish');
  const pro = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'Pro', exact: true }) });
  await expect(pro.getByText('+1 enter')).toBeVisible();
  await expect(pro.getByText('−3 leave')).toBeVisible();
  await expect(pro.locator('del')).toHaveText('"pro"');
  await expect(pro.locator('ins')).toHaveText('"enterprise"');
  await expect(page.getByRole('listitem').filter({ hasText: 'Pro or free' })).toContainText(
    'same condition',
  );
  await screenshots(page, 'publish-changes');
  await publish(server, 'Another form of pro');

  await page.getByRole('link', { name: 'Versions' }).click();
  await expect(page.getByText('Another form of pro')).toBeVisible();
  await page.getByLabel('Version 1, to compare').check();
  await page.getByLabel('Version 2, to compare').check();
  await screenshots(page, 'versions');
  await page.getByRole('link', { name: 'Compare 1 and 2' }).click();
  await expect(page.getByText('2 differences')).toBeVisible();
  await page.goBack();

  await page.getByRole('link', { name: 'Restore version 1' }).click();
  await expect(page.getByText('2 differences')).toBeVisible();
  await expect(pro.getByText('+3 enter')).toBeVisible();
  await expect(pro.getByText('−1 leave')).toBeVisible();
  await screenshots(page, 'restore');
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(page.getByText('brought back version 1')).toBeVisible();
  expect(await pageLoad(server, 'user0@example.com')).toEqual(['pro', 'pro-or-free']);
});

test('a condition of 200 rules can be edited, and takes no more', async ({ page, server }) => {
  await shop(server);
  await segment(server, 'many', 'Many', {
    combinator: 'or',
    rules: Array.from({ length: 199 }, (_, at) => plan(`plan ${at}`)),
  });
  await page.goto('/systems/shop/production/segments/many');
  const add = page.getByRole('button', { name: 'Add rule to the condition' });
  await expect(combobox(page, 'Value of rule 1')).toHaveValue('plan 0');
  await expect(page.getByText('CRM: plan is "plan 150"')).toBeAttached();
  // The rules that come into view grow as they become editable, and what is below them moves.
  await add.scrollIntoViewIfNeeded();
  await expect(combobox(page, 'Value of rule 199')).toHaveValue('plan 198');
  await add.click();
  await expect(combobox(page, 'Field of rule 200')).toBeFocused();
  await expect(page.getByText('A condition has at most 200 rules.')).toBeVisible();
  await expect(add).toBeDisabled();
  await expect(combobox(page, 'Value of rule 199')).toHaveValue('plan 198');
});
