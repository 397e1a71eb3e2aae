import { expect, expectAccessible, screenshots, test } from './fixtures';

// 409: the last administrator. 412: the race that was lost.
test.use({ refusals: [409, 412] });

test.beforeEach(async ({ server }) => {
  await server.system('shop', 'Shop');
});

test('a system gets another name, zone and limit, and shows which attributes use it', async ({
  page,
  server,
}) => {
  await server.call('POST', '/api/v1/systems/shop/integrations', {
    key: 'crm',
    name: 'CRM',
    kind: 'api',
    identifier: 'email',
    properties: [
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'arr', name: 'arr', type: 'number' },
    ],
  });
  await page.goto('/systems/shop/production/settings');
  await expect(page.getByText('2 of 30 attributes used')).toBeVisible();
  await expect(page.getByRole('row', { name: /Versions kept in Test .* 0 of 200/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Integrations 1 of 100/ })).toBeVisible();
  await screenshots(page, 'settings-system');

  await page.getByLabel('Name', { exact: true }).fill('The shop');
  await page.getByLabel('Attribute limit').fill('2');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The shop');
  await expect(page.getByText('No more can be added until')).toBeVisible();
});

test('a change that lost the race says so, and what to do', async ({ page, server }) => {
  await page.goto('/systems/shop/production/settings');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Shop');
  const { version } = await server.call<{ version: number }>('GET', '/api/v1/systems/shop');
  await server.call(
    'PUT',
    '/api/v1/systems/shop',
    { name: 'Store' },
    { 'If-Match': `"${version}"` },
  );

  await page.getByLabel('Name', { exact: true }).fill('Market');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Someone else changed this system meanwhile')).toBeVisible();
  await page.getByRole('button', { name: 'Discard mine, take theirs' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Store');
});

test('environments are added, renamed, lead to their pages, and are removed by their key', async ({
  page,
}) => {
  await page.goto('/systems/shop/test/settings/environments');
  await page.getByRole('button', { name: 'Add environment' }).click();
  await page.getByLabel('Name').fill('Staging');
  await page.getByRole('button', { name: 'Add it' }).click();
  const row = page.getByRole('row', { name: /Staging/ });
  await expect(row).toBeVisible();
  await screenshots(page, 'settings-environments');

  const key = row.getByRole('group', { name: 'client key of Staging' });
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    // The key has no part that has to be scrolled to.
    expect(await key.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
    const tabs = page.getByRole('navigation', { name: 'Settings' });
    expect(await tabs.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0);
  }
  await row.getByRole('link', { name: 'for pages of any origin' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who may ask in Staging');
  await page.goBack();

  await row.getByRole('button', { name: 'Actions for Staging' }).click();
  await page.getByRole('menuitem', { name: 'Rename …' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Staging area');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Staging area');

  await row.getByRole('button', { name: 'Actions for Staging area' }).click();
  await page.getByRole('menuitem', { name: /Remove/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Remove it' })).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByLabel('Type staging to confirm').fill('staging');
  await dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(row).toHaveCount(0);
});

test('a token is shown once, works, and is refused after it is revoked', async ({
  page,
  server,
}) => {
  await page.goto('/systems/shop/production/settings/tokens');
  await expect(page.getByText('No tokens yet')).toBeVisible();
  await screenshots(page, 'settings-tokens-empty');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('Name').fill('Nightly export');
  await page.getByRole('button', { name: 'Make it' }).click();
  const token = await page.getByRole('group', { name: 'token' }).textContent();
  const call = () =>
    fetch(`${server.url}/api/v1/systems`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await call()).status).toBe(200);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('row', { name: /Nightly export/ })).toContainText('Viewer');
  await screenshots(page, 'settings-tokens');
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('No tokens yet')).toBeVisible();
  expect((await call()).status).toBe(401);
});

test('a client is made with an id and a secret that fetch access tokens until it is revoked', async ({
  page,
  server,
}) => {
  await page.goto('/systems/shop/production/settings/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('radio', { name: 'OAuth2 client' }).check();
  await expect(page.getByRole('dialog')).toContainText('endUserUpdate:write');
  await expect(page.getByLabel('Works for')).toHaveCount(0);
  await page.getByLabel('Name').fill('Marketing cloud');
  await screenshots(page, 'settings-client-new');
  await page.getByRole('button', { name: 'Make it' }).click();
  const id = await page.getByRole('group', { name: 'client id' }).textContent();
  const secret = await page.getByRole('group', { name: 'client secret' }).textContent();
  const command = await page.getByRole('group', { name: 'command' }).textContent();
  expect(command).toContain(`curl -u "${id}:$SECRET"`);
  await screenshots(page, 'settings-client-shown');
  const connect = () =>
    fetch(command?.split(' ').at(-1) ?? '', {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
  expect((await connect()).status).toBe(200);
  expect(command).toContain(server.url);

  await page.getByRole('button', { name: 'I have copied it' }).click();
  const row = page.getByRole('row', { name: /Marketing cloud/ });
  await expect(row).toContainText('OAuth2 client');
  await expect(row).toContainText('endUserUpdate:write');
  await page.reload();
  await expect(row).not.toContainText('never');
  await screenshots(page, 'settings-clients');
  await page.getByRole('button', { name: 'Revoke Marketing cloud' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toHaveCount(0);
  expect((await connect()).status).toBe(401);
});

test('a system is deleted only after its key is typed', async ({ page, server }) => {
  await page.goto('/systems/shop/production/settings');
  await page.getByRole('button', { name: /^Delete Shop/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Delete everything' })).toBeDisabled();
  await dialog.getByLabel('Type shop to confirm').fill('shop');
  await dialog.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page).toHaveURL(/\/systems\/new$/);
  const { items } = await server.call<{ items: unknown[] }>('GET', '/api/v1/systems');
  expect(items).toEqual([]);
});

test('who is invited joins by the link, and may do what the role allows', async ({
  page,
  browser,
  server,
}) => {
  await page.goto('/systems/shop/production/settings/people');
  await expect(page.getByRole('row', { name: /ada@example\.com/ })).toContainText('you');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('E-mail').fill('vera@example.com');
  await page.getByLabel('Name').fill('Vera Viewer');
  await page.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: /Viewer/ }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = (await page.getByRole('group', { name: 'link' }).textContent()) ?? '';
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('row', { name: /Vera Viewer/ })).toContainText('invited');
  await screenshots(page, 'settings-people');

  const other = await browser.newPage({ baseURL: server.url });
  await other.goto(link);
  await expect(other.getByText(/with the role Viewer/)).toBeVisible();
  await screenshots(other, 'link-invitation');
  await other.getByLabel('Password', { exact: true }).fill('another few words');
  await other.getByRole('button', { name: 'Join and sign in' }).click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Integrations');
  await other.getByRole('link', { name: 'Settings' }).click();
  await expect(other.getByRole('link', { name: 'Environments' })).toBeVisible();
  await expect(other.getByRole('link', { name: 'Tokens' })).toHaveCount(0);
  await expect(other.getByRole('button', { name: /Delete/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Actions for Vera Viewer' }).click();
  await page.getByRole('menuitem', { name: /Remove/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('row', { name: /Vera Viewer/ })).toHaveCount(0);
  await other.reload();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await other.close();
});

test('the last administrator cannot make themselves something less', async ({ page }) => {
  await page.goto('/systems/shop/production/settings/people');
  await page.getByRole('button', { name: 'Actions for Ada Admin' }).click();
  await page.getByRole('menuitem', { name: /Change name or role/ }).click();
  await page.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: /Editor/ }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
});

test('each change is in the audit log, with what it was and what it became', async ({
  page,
  server,
}) => {
  await server.call('PUT', '/api/v1/systems/shop', { name: 'Store' }, { 'If-Match': '"1"' });
  await page.goto('/systems/shop/production/settings/audit');
  await page.getByLabel('Contains').fill('Store');
  const row = page.getByRole('row', { name: /system\.update/ }).first();
  await expect(row).toBeVisible();
  await expect(row).toContainText('Renamed the system Shop to Store');
  await expect(page).toHaveURL(/q=Store/);
  await row.getByRole('button').click();
  await expect(page.locator('del').first()).toHaveText('Shop');
  await expect(page.locator('ins').first()).toHaveText('Store');
  await screenshots(page, 'settings-audit');
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(row.getByText(/^MUSTER_ADMIN_TOKEN, /)).toBeVisible();
  await expect(page.getByLabel('Contains')).toBeHidden();
  await page.getByRole('button', { name: 'Filters (1)' }).click();
  await expect(page.getByLabel('Contains')).toHaveValue('Store');
  await screenshots(page, 'settings-audit-filters');
  await page.setViewportSize({ width: 1280, height: 720 });

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await page.getByLabel('Contains').fill('no such thing');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByRole('row', { name: /person/ }).first()).toBeVisible();
});
