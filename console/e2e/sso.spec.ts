import type { Page } from '@playwright/test';
import { expect, screenshots, test as base } from './fixtures';
import { identityProvider } from './identity-provider';
import { ADMIN, MusterServer } from './server';

/** With a server that lets people in by a real identity provider. */
const test = base.extend<object, { server: MusterServer }>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures off the pattern
    async ({}, use) => {
      const provider = await identityProvider();
      try {
        const server = await MusterServer.start(provider.settings);
        await provider.expect(server.url);
        await use(server);
        await server.stop();
      } finally {
        provider.stop();
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.setTimeout(180_000);
test.use({ signedIn: false, elsewhere: true, actionTimeout: 30_000 });

test.beforeEach(async ({ page, server }) => {
  // The provider's page has a font of another host.
  await page.route(
    ({ hostname }) => hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  await server.adminCookies();
  await server.system('shop', 'Shop');
});

const SEGMENTS = '/systems/shop/test/segments?q=pro';

/** Says at the provider who one is, and lets Muster know. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByRole('link', { name: 'Continue with Corp' }).click();
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('whoever is of the domain comes in through the provider, and is back where they were', async ({
  page,
}) => {
  await page.goto(SEGMENTS);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await screenshots(page, 'sign-in-sso');
  await signInThere(page, 'dora');
  await expect(page).toHaveURL(/\/systems\/shop\/test\/segments\?q=pro$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Segments');
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByText(/^dora@corp\.example · Editor$/i)).toBeVisible();
  // There is none to be changed.
  await expect(page.getByRole('menuitem', { name: 'Change password' })).toHaveCount(0);
  await screenshots(page, 'account-sso');
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('whoever was invited keeps the role of the invitation', async ({ page, server }) => {
  await server.call('POST', '/api/v1/people', {
    email: 'ann@example.com',
    name: 'Ann',
    role: 'viewer',
  });
  await page.goto('/');
  await signInThere(page, 'ann');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Integrations');
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByText('ann@example.com · Viewer')).toBeVisible();
});

test('whom Muster does not know, who is not verified, and who gives up are told what to do', async ({
  page,
  context,
}) => {
  await page.goto('/sign-in');
  await signInThere(page, 'sam');
  await expect(page.getByRole('alert')).toContainText('You are known there, but not here.');
  await expect(page).toHaveURL(/\/sign-in\?problem=oidc-unknown$/);
  await screenshots(page, 'sign-in-sso-unknown');

  await context.clearCookies();
  await page.goto('/sign-in');
  await signInThere(page, 'eve');
  await expect(page.getByRole('alert')).toContainText('Your e-mail address is not verified there.');

  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Continue with Corp' }).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toContainText('It was cancelled or refused there.');

  // The password still works.
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Integrations');
});
