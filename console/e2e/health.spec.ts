import { expect, screenshots, test } from './fixtures';
import { tabTo } from './keyboard';

const S = '/api/v1/systems/shop';
const HEALTH = '/systems/shop/production/integrations/crm/health';

// A webhook where none may go.
test.use({ refusals: [422] });

test('the health page says what changed and what to do, and sets who is told', async ({
  page,
  server,
}) => {
  await server.system('shop', 'Shop');
  const { endpoints } = await server.call<{ endpoints: { production: { token: string } } }>(
    'POST',
    `${S}/integrations`,
    {
      key: 'crm',
      name: 'CRM',
      identifier: 'email',
      properties: [
        { path: 'customer.plan', name: 'plan', type: 'string' },
        { path: 'customer.arr', name: 'arr', type: 'number' },
      ],
    },
  );
  const send = (customer: object) =>
    server.call('POST', `/in/${endpoints.production.token}`, { email: 'ann', customer });

  await page.goto(`${HEALTH.replace('/health', '')}/deliveries`);
  await tabTo(page, page.getByRole('link', { name: 'Health', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing came yet.').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Show the endpoint' })).toBeVisible();
  await screenshots(page, 'health-new');

  for (let i = 0; i < 10; i++) await send({ plan: 'pro', arr: 5 });
  for (let i = 0; i < 6; i++) await send({ plan: 'pro', arr: 'n/a' });
  await page.reload();
  const found = page.getByRole('region', { name: 'What to look at' });
  await expect(found.getByRole('heading', { name: 'A property is refused' })).toBeVisible();
  await expect(
    found.getByText(/“arr” has been refused since .*: it is not a number/),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: /^arr: in 100 % of 16 deliveries/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Deliveries by day' })).toBeAttached();
  await screenshots(page, 'health-changed');

  await found.getByRole('link', { name: 'Show what was refused' }).click();
  await expect(page.getByRole('list', { name: 'Deliveries' }).getByRole('button')).toHaveCount(6);
  await page.getByRole('link', { name: 'Health', exact: true }).click();

  await expect(page.getByText('This server sends no mails yet')).toBeVisible();
  await page.getByLabel('To a webhook').fill('https://127.0.0.2/hook');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    page.getByText(/127\.0\.0\.2 is an address of .*webhook-targets-allowed/),
  ).toBeVisible();
  await page.getByLabel('To a webhook').fill('http://127.0.0.1:1/hook');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('group', { name: 'secret' })).toContainText('whsec_');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(
    page.getByText(/Webhook: the test did not go out.*nothing listens at 127\.0\.0\.1:1/),
  ).toBeVisible();
  await screenshots(page, 'health-alerts');
});

test('the health of an integration that takes files says what changed in the last one', async ({
  page,
  server,
}) => {
  await server.system('shop', 'Shop');
  const list = `${S}/integrations/list`;
  await server.call('POST', `${S}/integrations`, {
    key: 'list',
    name: 'Customer list',
    kind: 'csv',
    identifier: 'id',
    properties: [
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'seats', name: 'seats', type: 'number' },
    ],
  });
  const rows = (count: number, line: string) =>
    Array.from({ length: count }, (_, i) => `u${i},${line}\n`).join('');

  await page.goto('/systems/shop/production/integrations/list/uploads');
  await tabTo(page, page.getByRole('link', { name: 'Health', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('No file came yet.').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open the schedule' })).toBeVisible();
  await screenshots(page, 'health-files-new');

  for (const day of [24, 25, 26]) {
    await server.upload(list, `users-2026-11-${day}.csv`, `id,plan,seats\n${rows(60, 'pro,5')}`);
  }
  await page.reload();
  await expect(page.getByText(/The last file “users-2026-11-26.csv” .*60 rows/)).toBeVisible();
  await server.upload(
    list,
    'users-2026-11-27.csv',
    `id,seats\n${rows(9, '5')}${rows(7, 'many')}`,
    '&missing=keep',
  );
  await page.reload();
  const found = page.getByRole('region', { name: 'What to look at' });
  for (const name of ['Many rows are refused', 'A property is missing', 'A property is refused']) {
    await expect(found.getByRole('heading', { name })).toBeVisible();
  }
  await expect(found.getByText(/far fewer rows than usual: 16, against about 60/)).toBeVisible();
  await expect(
    page.getByRole('img', {
      name: /^plan: the column is in 3 of the last 4 files, no cell of it/,
    }),
  ).toBeVisible();
  await expect(page.getByRole('table', { name: 'Rows by file' })).toBeAttached();
  await screenshots(page, 'health-files-changed');

  // Alerts offer what can be found of files.
  await page.getByRole('combobox', { name: 'Only of' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: 'The last file failed' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'Signatures fail' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await found.getByRole('link', { name: 'Show the upload' }).first().click();
  await expect(page.getByRole('heading', { name: 'users-2026-11-27.csv' })).toBeVisible();
  await page.getByRole('link', { name: 'Integrations', exact: true }).first().click();
  await expect(
    page.getByText(/of the 16 rows of the file “users-2026-11-27.csv”/).first(),
  ).toBeVisible();
  await screenshots(page, 'integrations-files');
});
