import { expect, expectAccessible, screenshots, test } from './fixtures';

test.beforeEach(async ({ server }) => {
  await server.system('shop', 'Shop');
});

test('one begins where one was last, and the environment is part of the address', async ({
  page,
  server,
}) => {
  await server.call('POST', '/api/v1/systems', { key: 'forum', name: 'Forum' });
  await page.goto('/systems/shop/production/settings/environments');
  await page.getByRole('button', { name: 'Environment: Production' }).click();
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Test' }).click();
  await expect(page).toHaveURL(/\/systems\/shop\/test\/settings\/environments$/);
  await expect(page.getByRole('button', { name: 'Environment: Test' })).toBeVisible();

  await page.goto('/');
  await expect(page).toHaveURL(/\/systems\/shop\/test\/integrations$/);
  await page.getByRole('button', { name: /^System Shop/ }).click();
  await page.getByRole('menuitem', { name: 'Forum' }).click();
  await expect(page).toHaveURL(/\/systems\/forum\/test\/integrations$/);
});

test('by keyboard: past the navigation, and to the heading of the next page', async ({ page }) => {
  await page.goto('/systems/shop/production/integrations');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Integrations');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();

  await page.getByRole('link', { name: 'Settings' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle('Shop · Muster');
});

test('on a phone the navigation opens over the page, and closes with a choice', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/systems/shop/production/integrations');
  await expect(page.getByRole('link', { name: 'Settings' })).toBeHidden();
  await page.getByRole('button', { name: 'Open the navigation' }).click();
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('link', { name: 'Integrations' })).toBeHidden();
});

test('dark, light, or as the device: it is kept', async ({ page }) => {
  await page.goto('/systems/shop/production/integrations');
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  await expect.poll(scheme).toBe('light');
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect.poll(scheme).toBe('dark');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(scheme).toBe('dark');
});

test('what is not there is said, with the way out', async ({ page }) => {
  await page.goto('/systems/shop/production/nothing');
  await expect(page.getByText('There is no such page')).toBeVisible();
  await screenshots(page, 'not-found');
  await page.goto('/systems/none/production/integrations');
  await page.getByRole('link', { name: 'Go to the start' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Integrations');
});
