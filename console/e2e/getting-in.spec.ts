import { expect, expectAccessible, screenshots, test, type Page } from './fixtures';
import { ADMIN, MusterServer } from './server';

// 404: the link that was used. 422: the wrong password.
test.use({ signedIn: false, refusals: [404, 422] });

test('the set-up link makes the first administrator, once', async ({ page }) => {
  const server = await MusterServer.start();
  try {
    await page.goto(`${server.url}/`);
    await expect(page).toHaveURL(/\/sign-in$/);
    await expect(page.getByText('Nobody is here yet')).toBeVisible();

    await page.goto(server.setUpLink);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up Muster');
    await screenshots(page, 'link-set-up');
    await page.getByLabel('E-mail').fill('first@example.com');
    await page.getByLabel('Your name').fill('First');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await expect(page.getByText('Use at least 10 characters.')).toBeVisible();
    // Once, and not in other words as well.
    await expect(page.getByText(/at least 10 characters|5 more/i)).toHaveCount(1);
    await page.getByLabel('Password', { exact: true }).fill('long enough now');
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Which application is it about?',
    );

    await page.context().clearCookies();
    await page.goto('about:blank');
    await page.goto(server.setUpLink);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
    await screenshots(page, 'link-gone');
  } finally {
    await server.stop();
  }
});

test('whoever comes without a session is led to the sign-in, and nothing is refused for it', async ({
  page,
  server,
}) => {
  await server.adminCookies();
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refused.push(response.url());
  });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  expect(refused).toEqual([]);
});

test.describe('where somebody is refused', () => {
  // The wrong password, the session that is no more.
  test.use({ refusals: [401] });

  test('one signs in, is brought back to where one was, and signs out', async ({
    page,
    server,
  }) => {
    await server.adminCookies();
    await server.system('shop', 'Shop');
    await page.goto('/systems/shop/test/settings/audit?q=shop');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await screenshots(page, 'sign-in');

    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText(/wrong/i);
    await expectAccessible(page);

    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/systems\/shop\/test\/settings\/audit\?q=shop$/);
    await page.getByRole('button', { name: 'Account' }).click();
    await expect(page.getByText(`${ADMIN.email} · Admin`)).toBeVisible();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await page.goto('/');
    await expect(page).toHaveURL(/\/sign-in$/);
  });
});

test('a password is changed by who knows the present one', async ({ page, server }) => {
  await server.adminCookies();
  await server.system('shop', 'Shop');
  const invited = await server.call<{ link: { url: string } }>('POST', '/api/v1/people', {
    email: `paul-${Date.now()}@example.com`,
    name: 'Paul',
    role: 'viewer',
  });
  await page.goto(invited.link.url);
  await page.getByLabel('Password', { exact: true }).fill('the first password');
  await page.getByRole('button', { name: 'Join and sign in' }).click();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Current password', { exact: true }).fill('something else');
  await dialog.getByLabel('New password', { exact: true }).fill('the second password');
  await dialog.getByRole('button', { name: 'Change it' }).click();
  await expect(dialog.getByText('This is not your current password.')).toBeVisible();
  await dialog.getByLabel('Current password', { exact: true }).fill('the first password');
  await dialog.getByRole('button', { name: 'Change it' }).click();
  await expect(page.getByText('The password is changed.', { exact: false })).toBeVisible();
});

test.describe('where the session has ended', () => {
  test.use({ refusals: [401] });

  test('what was typed stays, and one signs in over it and goes on', async ({ page, server }) => {
    await page.context().addCookies(await server.adminCookies());
    await server.system('shop', 'Shop');
    await page.goto('/systems/shop/production/settings');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shop');
    await page.context().clearCookies();
    await page.getByLabel('Name', { exact: true }).fill('Shop two');
    await page.getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await expect(dialog).toContainText(`Sign in as ${ADMIN.name} to go on`);
    await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
    await page.keyboard.press('Escape');
    await screenshots(page, 'session-ended');
    await dialog.getByLabel('Password', { exact: true }).fill('not the password');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await expect(dialog.getByRole('alert')).toContainText(/wrong/i);
    await dialog.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Shop two');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shop two');
  });
});

test.describe('where another person comes', () => {
  test.use({ refusals: [401, 403] });

  /** Invites somebody, and gives what they sign in with. */
  async function invite(server: MusterServer, name: string) {
    const email = `${name}-${Date.now()}@example.com`;
    const { link } = await server.call<{ link: { url: string } }>('POST', '/api/v1/people', {
      email,
      name,
      role: 'editor',
    });
    const password = 'some other plain words';
    const secret = link.url.split('#')[1] ?? '';
    const used = await fetch(`${server.url}/api/v1/links/${secret}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name, password }),
    });
    expect(used.ok).toBe(true);
    return { email, password };
  }

  const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }));

  test.beforeEach(async ({ page, server }) => {
    await page.context().addCookies(await server.adminCookies());
    await server.system('shop', 'Shop');
    await server.call('POST', '/api/v1/systems/shop/integrations', {
      key: 'crm',
      name: 'CRM',
      kind: 'api',
      identifier: 'email',
      properties: [],
    });
    await page.goto('/systems/shop/test/integrations/crm/mapping');
    await page
      .getByRole('textbox', { name: 'Sample' })
      .fill('{"email":"secret@example.com","plan":"pro"}');
    await page.getByRole('button', { name: 'Use this sample' }).click();
    await expect(page.getByText('secret@example.com').first()).toBeVisible();
    expect(await stored(page)).toContain('secret@example.com');
  });

  test('in the same tab: they begin at the start, and find nothing of before', async ({
    page,
    server,
  }) => {
    const bob = await invite(server, 'Bob');
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Segments' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('E-mail').fill(bob.email);
    await dialog.getByLabel('Password', { exact: true }).fill(bob.password);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/systems\/shop\/test\/integrations$/);
    await expect(dialog).toBeHidden();
    expect(await stored(page)).not.toContain('secret@example.com');
    await page.goto('/systems/shop/test/integrations/crm/mapping');
    await expect(page.getByRole('textbox', { name: 'Sample' })).toHaveValue('');
  });

  test('after a sign-out nothing stays in the tab, nor in others', async ({ page }) => {
    const other = await page.context().newPage();
    await other.goto('/systems/shop/test/segments');
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Segments');
    await other.getByRole('button', { name: 'Account' }).click();
    // The server forgets this session only, of which the other tests have need.
    await other.route('**/api/v1/session', (route) =>
      route.request().method() === 'DELETE' ? route.fulfill({ status: 204 }) : route.continue(),
    );
    await page.context().clearCookies();
    await other.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await expect(other).toHaveURL(/\/sign-in$/);
    await expect(page).toHaveURL(/\/sign-in$/);
    expect(await stored(page)).not.toContain('secret@example.com');
  });

  test('in another tab: this one does not go on in their name', async ({ page, server }) => {
    const bob = await invite(server, 'Bob');
    await page.getByRole('link', { name: 'Settings' }).first().click();
    const other = await page.context().newPage();
    await page.context().clearCookies();
    await other.goto('/sign-in');
    await other.getByLabel('E-mail').fill(bob.email);
    await other.getByLabel('Password', { exact: true }).fill(bob.password);
    await other.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/systems\/shop\/test\/integrations$/);
    expect(await stored(page)).not.toContain('secret@example.com');
    await page.getByRole('button', { name: 'Account' }).click();
    await expect(page.getByText(`${bob.email} · Editor`)).toBeVisible();
  });
});
