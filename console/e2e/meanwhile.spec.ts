import { expect, screenshots, test, type Page } from './fixtures';

// Two people change one thing: 412.
test.use({ refusals: [412] });

const properties = [{ path: 'plan', name: 'plan', type: 'string' }];

test.beforeEach(async ({ server }) => {
  await server.system('shop', 'Shop');
  await server.call('POST', '/api/v1/systems/shop/integrations', {
    key: 'crm',
    name: 'CRM',
    kind: 'api',
    identifier: 'email',
    properties,
  });
});

interface Versioned {
  version: number;
}

/** Changes something as somebody else does, after what they see. */
async function changed(
  server: {
    call: <T>(m: string, p: string, b?: unknown, h?: Record<string, string>) => Promise<T>;
  },
  path: string,
  body: unknown,
): Promise<void> {
  const { version } = await server.call<Versioned>('GET', path);
  await server.call('PUT', path, body, { 'If-Match': `"${version}"` });
}

const CRM = '/api/v1/systems/shop/integrations/crm';
const conflict = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'Someone else changed' });

test('a mapping that was drafted before someone else saved does not undo theirs unasked', async ({
  page,
  server,
}) => {
  await page.goto('/systems/shop/test/integrations/crm/mapping');
  await page
    .getByRole('textbox', { name: 'Sample' })
    .fill('{"email":"ann@example.com","plan":"pro","city":"Bonn","seats":3}');
  await page.getByRole('button', { name: 'Use this sample' }).click();
  await page.getByRole('textbox', { name: /name/i }).first().fill('tariff');
  await expect(page.getByRole('button', { name: 'Discard the changes' })).toBeVisible();
  await changed(server, CRM, {
    properties: [...properties, { path: 'seats', name: 'seats', type: 'number' }],
  });
  await page.reload();
  await expect(conflict(page)).toContainText('seats');
  await screenshots(page, 'mapping-meanwhile');
  await page.getByRole('button', { name: 'Review and save' }).click();
  await expect(page.getByText('Choose above first')).toBeVisible();
  await conflict(page).getByRole('button', { name: 'Go on with mine' }).click();
  await page.getByRole('button', { name: 'Review and save' }).click();
  // Said before it is done: theirs is erased.
  await expect(page.getByRole('dialog')).toContainText('Erased, with whatever values users have');
  await page.getByRole('button', { name: 'Go on editing' }).click();
  await page.getByRole('button', { name: 'Discard the changes' }).click();
  await expect(page.getByRole('button', { name: 'Discard the changes' })).toBeHidden();
});

test('the settings of an integration keep what was typed, and ask before it is left', async ({
  page,
  server,
}) => {
  await page.goto('/systems/shop/test/integrations/crm/settings');
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Customers');
  await page.getByRole('link', { name: 'Mapping' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByText('Cancel').click();
  await changed(server, CRM, { name: 'Clients' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(conflict(page)).toContainText('Clients');
  await expect(name).toHaveValue('Customers');
  await conflict(page).getByRole('button', { name: 'Go on with mine' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customers');
});

test('the name of a system keeps what was typed, or takes what someone else saved', async ({
  page,
  server,
}) => {
  await page.goto('/systems/shop/test/settings');
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('My shop');
  await changed(server, '/api/v1/systems/shop', { name: 'Their shop' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(conflict(page)).toContainText('Their shop');
  await expect(name).toHaveValue('My shop');
  await conflict(page).getByRole('button', { name: 'Discard mine, take theirs' }).click();
  await expect(name).toHaveValue('Their shop');
  await expect(conflict(page)).toBeHidden();
});

test('a person is changed as they were when one began', async ({ page, server }) => {
  const email = `eve-${Date.now()}@example.com`;
  await server.call('POST', '/api/v1/people', { email, name: 'Eve', role: 'viewer' });
  const { items } = await server.call<{ items: { id: string; email: string; version: number }[] }>(
    'GET',
    '/api/v1/people',
  );
  const eve = items.find((one) => one.email === email);
  await page.goto('/systems/shop/test/settings/people');
  await page.getByRole('button', { name: 'Actions for Eve' }).click();
  await page.getByRole('menuitem', { name: 'Change name or role' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Eva');
  await server.call(
    'PUT',
    `/api/v1/people/${eve?.id}`,
    { role: 'publisher' },
    { 'If-Match': `"${eve?.version}"` },
  );
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(conflict(page)).toContainText('Publisher');
  await screenshots(page, 'person-meanwhile');
  await conflict(page).getByRole('button', { name: 'Discard mine, take theirs' }).click();
  await expect(dialog.getByLabel('Name')).toHaveValue('Eve');
});
