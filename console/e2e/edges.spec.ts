import { expect, screenshots, test } from './fixtures';

const WIDE = 'W'.repeat(200);

test.beforeAll(async ({ server }) => {
  await server.system('edges', 'Edges');
});

test('a double click replaces a key once, and the focus comes back to the button', async ({
  page,
}) => {
  let calls = 0;
  await page.route('**/rotate-client-key*', (route) => {
    calls++;
    return route.continue();
  });
  await page.goto('/systems/edges/test/pages/access');
  const replace = page.getByRole('button', { name: /Replace the key/ });
  await replace.click();
  await page.getByRole('button', { name: 'Replace it' }).dblclick();
  await expect(page.getByText('Test has a new client key.')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(calls).toBe(1);
  await expect(replace).toBeFocused();
});

test('a dialog that a menu opens gives the focus back to the menu', async ({ page }) => {
  await page.goto('/systems/edges/production/settings/environments');
  const menu = page.getByRole('button', { name: 'Actions for Test' });
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: /Rename/ }).press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(menu).toBeFocused();
});

test.describe('addresses that are not whole', () => {
  test.use({ refusals: [404] });

  test('still lead to a page that says what is there', async ({ page }) => {
    const at = '/systems/edges/production';
    await page.goto(`${at}/settings/audit?from=abc&to=20266-01-01`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Audit log');
    await expect(page.getByRole('table')).toBeVisible();

    await page.goto(`${at}/publish/compare?from=abc`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare two versions');
    await screenshots(page, 'compare-nothing');

    await page.goto(`${at}/segments/nope`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('nope');
    await expect(page).toHaveTitle('nope · Muster');
    await expect(page.getByRole('alert')).toBeVisible();

    await page.goto('/link#%');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
  });
});

test('a name of 200 letters breaks where it is published', async ({ page, server }) => {
  await server.call('POST', '/api/v1/systems/edges/segments', {
    key: 'wide',
    name: WIDE,
    condition: { combinator: 'and', rules: [] },
  });
  await page.goto('/systems/edges/production/publish');
  await expect(page.getByRole('link', { name: WIDE })).toBeVisible();
  await screenshots(page, 'publish-wide');
  await page.getByRole('button', { name: /^Publish to/ }).click();
  await screenshots(page, 'publish-wide-ask');
  await page.getByRole('button', { name: 'Publish version 1' }).dblclick();
  await expect(page.getByText('Version 1 is live in Production.')).toBeVisible();
  await page.goto('/systems/edges/production/publish/versions');
  await expect(page.getByText('Version 1', { exact: true })).toBeVisible();
  await expect(page.getByText('Version 2', { exact: true })).toHaveCount(0);
  await screenshots(page, 'versions-wide');
});

test('where the rule editor cannot be loaded, what was typed stays', async ({ page: first }) => {
  // One of its own: the browser's console tells of what does not come.
  const page = await first.context().newPage();
  await page.route('**/assets/RuleEditor*.js', (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto('/systems/edges/production/segments/new');
  await expect(page.getByRole('alert')).toContainText('The console could not be loaded');
  await page.getByLabel('Name', { exact: true }).fill('Typed');
  await expect(page.getByLabel('Key', { exact: true })).toHaveValue('typed');
  await expect(page.getByRole('button', { name: 'Load the page again' })).toBeVisible();
  await page.close();
});

test('the current tab of the settings is in view on a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await page.goto('/systems/edges/production/settings/audit');
  await expect(
    page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Audit log' }),
  ).toBeInViewport({ ratio: 0.95 });
});
