import { expect, screenshots, test } from './fixtures';

test('the first system is made, and its integrations are listed', async ({ page, server }) => {
  await server.empty();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Which application is it about?',
  );
  await screenshots(page, 'first-system');

  await page.getByLabel('Name').fill('Bücher & mehr');
  await expect(page.getByLabel('Key')).toHaveValue('bucher-mehr');
  await page.getByRole('button', { name: 'Create the system' }).click();
  await expect(page).toHaveURL(/\/systems\/bucher-mehr\/production\/integrations$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Integrations');
  await expect(page.getByText('No integration yet')).toBeVisible();
  await screenshots(page, 'integrations-empty');

  await server.call('POST', '/api/v1/systems/bucher-mehr/integrations', {
    key: 'crm',
    name: 'CRM',
    kind: 'api',
    identifier: 'email',
    properties: [{ path: 'plan', name: 'plan', type: 'string' }],
  });
  await page.reload();
  await expect(page.getByRole('row', { name: /CRM/ })).toBeVisible();
  await screenshots(page, 'integrations');
});
