import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { startDemo, type Demo } from '../../console/e2e/demo';
import { base, expect, faultsOf, screenshots, type Page } from '../../console/e2e/fixtures';
import { Site } from '../../snippet/test/site';

const test = base.extend<{ page: Page }, { demo: Demo }>({
  demo: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures off the pattern
    async ({}, use) => {
      const demo = await startDemo('--users', '300');
      await use(demo);
      await demo.stop();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  page: async ({ page }, use) => {
    // A violation of a policy is one, too.
    const faults = faultsOf(page, (message) => message.text().includes('ERR_CONNECTION_REFUSED'));
    await use(page);
    expect(faults, 'errors in the browser console').toEqual([]);
  },
});

test.use({ actionTimeout: 30_000 });

const greeting = (page: Page) => page.getByRole('region', { name: 'Good to have you here' });
const banner = (page: Page) => page.getByRole('complementary', { name: 'Offer' });
const tour = (page: Page) => page.locator('#tour');
const known = (page: Page) => page.locator('#known');

async function signIn(page: Page, name: string): Promise<void> {
  const option = page.getByRole('option', { name });
  await page.getByLabel('Signed in as').selectOption(await option.getAttribute('value'));
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('nobody is offered the upgrade, and neither greeted nor shown around', async ({
  page,
  demo,
}) => {
  await page.goto(demo.shop);
  await expect(known(page)).toHaveText('Muster says: in no segment.');
  await expect(banner(page)).toBeVisible();
  await expect(greeting(page)).toBeHidden();
  await expect(tour(page)).toBeHidden();
  await screenshots(page, 'shop-nobody');
});

test('a premium customer is greeted, and is offered no upgrade', async ({ page, demo }) => {
  await page.goto(demo.shop);
  await signIn(page, 'Elena');
  await expect(greeting(page)).toContainText('Elena');
  await expect(banner(page)).toBeHidden();
  await expect(tour(page)).toBeHidden();
  await expect(known(page)).toContainText('premium-customers');
  await screenshots(page, 'shop-premium');
});

test('a paying customer is offered no upgrade, and sees what is sold', async ({ page, demo }) => {
  await page.goto(demo.shop);
  await signIn(page, 'Petra');
  await expect(known(page)).toContainText('paying-customers');
  await expect(banner(page)).toBeHidden();
  await expect(greeting(page)).toBeHidden();
  await page.getByRole('button', { name: 'Add Slow Hour' }).click();
  await page.getByRole('button', { name: 'Add Daybreak' }).click();
  await expect(page.getByText('Basket: 2, with Daybreak')).toBeVisible();

  await signIn(page, 'Nobody');
  await expect(known(page)).toHaveText('Muster says: in no segment.');
  await expect(banner(page)).toBeVisible();
});

test('a new customer is shown around, by keyboard, and not twice unless asked for', async ({
  page,
  demo,
}) => {
  const { keyboard } = page;
  await page.goto(demo.shop);
  await signIn(page, 'Nell');
  await expect(tour(page)).toContainText('1 of 3');
  await expect(banner(page)).toBeVisible();
  await screenshots(page, 'shop-new');

  await page.getByRole('button', { name: 'Next' }).focus();
  await keyboard.press('Enter');
  await expect(tour(page)).toContainText('Your basket');
  await expect(page.locator('#basket')).toHaveClass(/toured/);
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Done' })).toBeFocused();
  await expect(page.locator('#plans')).toBeInViewport();
  await keyboard.press('Enter');
  await expect(tour(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Take the tour' })).toBeFocused();

  await page.reload();
  await expect(known(page)).toContainText('new-users');
  await expect(tour(page)).toBeHidden();
  await page.getByRole('button', { name: 'Take the tour' }).click();
  await expect(tour(page)).toContainText('1 of 3');
  await keyboard.press('Escape');
  await expect(tour(page)).toBeHidden();
});

test('beside the shop one sends what billing would, and sees the shop change at its next load', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.shop}/side-by-side`);
  const shop = page.frameLocator('#shop');
  const timeline = page.getByRole('log', { name: 'What happened' });
  const offer = shop.getByRole('complementary', { name: 'Offer' });
  const welcome = shop.getByRole('region', { name: 'Good to have you here' });
  await expect(timeline).toContainText('The shop was loaded as nobody: in no segment.');
  await page
    .getByLabel('Customer', { exact: true })
    .selectOption({ label: 'Felix, began on Free' });
  await expect(timeline).toContainText('The shop was loaded as Felix: in no segment.');
  await expect(offer).toBeVisible();
  await expect(page.getByRole('region', { name: 'The webhook' })).toContainText(
    '"plan": "enterprise"',
  );

  await test.step('not before the next load', async () => {
    await page.getByLabel('Load it after sending').uncheck();
    await page.getByRole('button', { name: 'Send: customer upgraded' }).click();
    await expect(
      page.getByRole('region', { name: 'What the endpoint answered' }).first(),
    ).toContainText('"status":"accepted"');
    await expect(timeline).toContainText('shown at its next load');
    await expect(offer).toBeVisible();
    await page.getByRole('button', { name: 'Load the shop again' }).click();
    await expect(timeline).toContainText(/Felix: in .*paying-customers, premium-customers/);
    await expect(offer).toBeHidden();
    await expect(welcome).toContainText('Felix');
    await screenshots(page, 'shop-side-by-side');
  });

  await test.step('and back, loaded by itself', async () => {
    await page.getByLabel('Load it after sending').check();
    await page.getByRole('button', { name: 'Send: downgraded' }).click();
    await expect(offer).toBeVisible();
    await expect(welcome).toBeHidden();
    await expect(page.getByRole('region', { name: 'The webhook' })).toContainText('"plan": "free"');
  });

  await test.step('who signs in on the left is who is meant on the right', async () => {
    await shop.getByLabel('Signed in as').selectOption('nell.brook@paperkite.example');
    await shop.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByLabel('Customer', { exact: true })).toHaveValue(
      'nell.brook@paperkite.example',
    );
    await expect(timeline).toContainText('The shop was loaded as Nell: in new-users.');
  });
});

/** The example as it stands here, with Muster at an address. */
async function elsewhere(site: Site, muster: string): Promise<string> {
  const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  site.put('/shop.js', file('shop.js'));
  site.put('/shop.css', file('shop.css'), { 'Content-Type': 'text/css' });
  site.put('/icon.svg', file('icon.svg'), { 'Content-Type': 'image/svg+xml' });
  return site.put('/', file('index.html').replaceAll('https://muster.example.com', muster));
}

/** Listens, and never says anything. */
async function silence(): Promise<{ address: string; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test('without Muster the shop stands, as for somebody in no segment', async ({ page }) => {
  const site = await Site.start();
  const { address, server } = await silence();
  await new Promise((resolve) => server.close(resolve));
  await page.goto(await elsewhere(site, address));
  await expect(known(page)).toHaveText('Muster is not there; the shop works without it.');
  await expect(banner(page)).toBeVisible();
  await expect(greeting(page)).toBeHidden();
  await expect(tour(page)).toBeHidden();
  await page.getByRole('button', { name: 'Add Half Moon' }).click();
  await expect(page.getByText('Basket: 1, with Half Moon')).toBeVisible();
  await screenshots(page, 'shop-alone');
  await site.stop();
});

test('while Muster does not answer the shop can be used', async ({ page }) => {
  const site = await Site.start();
  const { address, server } = await silence();
  await page.goto(await elsewhere(site, address), {
    waitUntil: 'domcontentloaded',
  });
  await signIn(page, 'Elena');
  await page.getByRole('button', { name: 'Add Green Room' }).click({ noWaitAfter: true });
  await expect(page.getByText('Basket: 1, with Green Room')).toBeVisible();
  await expect(page.getByLabel('Signed in as')).toHaveValue('elena.vale@skylark.example');
  await page.close();
  await site.stop();
  server.close();
});
