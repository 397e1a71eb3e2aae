import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { startDemo } from './demo';
import { MusterServer } from './server';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** @param scroll how far down, for what is of interest there */
async function picture(page: Page, name: string, scroll?: () => Promise<void>): Promise<void> {
  // Charts are drawn after the page, and what slides in has arrived.
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(600);
  await scroll?.();
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
}

/** Brings the chart into view. */
async function toEnd(page: Page, heading: string): Promise<void> {
  await expect(page.locator('figure canvas').first()).toBeVisible();
  await page
    .getByRole('heading', { name: heading, level: 2 })
    .evaluate((element) => scrollTo(0, element.getBoundingClientRect().top - 100));
}

/** What the CRM sends now and then: somebody without an e-mail. */
const LEAD = {
  event: 'contact.created',
  contact: { name: 'Met at the fair', country: 'DE', company: { name: 'Blue Robotics' } },
};
const JSON_BODY = { 'Content-Type': 'application/json' };

/** Those of whom all has something to tell. */
const REGULARS = {
  combinator: 'and',
  rules: [
    { field: 'crm.plan', operator: '=', value: 'enterprise' },
    { field: 'crm.tags', operator: 'notNull' },
    { field: 'user.sessions', operator: '>=', value: 9 },
  ],
};

/** A customer of the shop who does not pay yet. */
const FELIX = 'Felix, began on Free';

const TICKET = {
  ticket: {
    id: 48213,
    subject: 'How do I add a colleague?',
    requester: { email: 'ann@example.com', locale: 'en-GB' },
    priority: 'normal',
    satisfaction: 4.5,
    tags: ['onboarding', 'team'],
    solved_at: '2026-05-01T09:30:00Z',
  },
};

test('the pictures of the documentation', async ({ page }) => {
  mkdirSync(IMAGES, { recursive: true });
  const demo = await startDemo();
  try {
    const path = (rest: string) => `${demo.url}/systems/shop/production/${rest}`;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(`${demo.url}/sign-in`);
    await page.getByLabel('E-mail').fill(demo.email);
    await page.getByLabel('Password', { exact: true }).fill(demo.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Integrations');
    // For the traffic to be seen.
    await page.waitForTimeout(15_000);

    await page.goto(path('integrations'));
    await picture(page, 'integrations');

    await page.goto(path('integrations/crm/deliveries'));
    await expect(page.getByRole('list', { name: 'Deliveries' })).toBeVisible();
    await fetch(demo.endpoint, { method: 'POST', body: JSON.stringify(LEAD), headers: JSON_BODY });
    await page
      .getByRole('list', { name: 'Deliveries' })
      .getByRole('button', { name: 'Refused' })
      .first()
      .click();
    await expect(page.getByText('Met at the fair')).toBeVisible();
    await picture(page, 'deliveries', () =>
      page
        .getByRole('button', { name: 'Replay' })
        .evaluate((replay) =>
          scrollBy(0, Math.max(0, replay.getBoundingClientRect().bottom + 40 - innerHeight)),
        ),
    );

    await page.goto(path('segments'));
    await picture(page, 'segments');

    await page.goto(path('segments/large-accounts'));
    await expect(page.getByText(/of [\d,]+ users/)).toBeVisible();
    await picture(page, 'segment');

    await page.goto(path('publish'));
    await picture(page, 'publish');

    await page.goto(path('publish/versions'));
    await picture(page, 'versions');

    await page.goto(path('users'));
    await picture(page, 'users');
    await page.goto(path(`users?condition=${encodeURIComponent(JSON.stringify(REGULARS))}`));
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.locator('summary', { hasText: 'Premium customers' }).click();
    await picture(page, 'user');

    await page.goto(path('insights/breakdown?by=crm.plan&split=paying-but-away'));
    await toEnd(page, 'Breakdown');
    await picture(page, 'insights');
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.goto(
      path('insights/breakdown?by=crm.signup&interval=month&split=premium-customers'),
    );
    await toEnd(page, 'Breakdown');
    await picture(page, 'insights-dark');
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });

    await page.goto(path('settings/audit'));
    await picture(page, 'audit');

    await page.goto(path('integrations/new'));
    await page.getByLabel('Name', { exact: true }).fill('Support desk');
    await page.getByRole('button', { name: 'Continue to the mapping' }).click();
    await page.getByLabel('Sample', { exact: true }).fill(JSON.stringify(TICKET, null, 2));
    await page.getByRole('button', { name: 'Use this sample' }).click();
    for (const name of [/^priority: /, /^satisfaction: /, /^solved_at: /]) {
      await page.getByRole('treeitem', { name }).click();
    }
    await page.getByRole('treeitem', { name: /^tags/ }).first().click();
    await page.evaluate(() => scrollTo(0, 0));
    await picture(page, 'mapping');

    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`${demo.shop}/side-by-side`);
    await page.getByLabel('Customer', { exact: true }).selectOption({ label: FELIX });
    await page.getByText('The shop was loaded as Felix').waitFor();
    await page.getByRole('button', { name: 'Send: customer upgraded' }).click();
    await page.getByText(/as Felix: in .*premium-customers/).waitFor();
    await picture(page, 'shop');
  } finally {
    await demo.stop();
  }
});

/** What a tool exports each night: most of it as the night before, and a few rows that do not fit. */
function night(rows: number, newOnes: number): string {
  const lines = ['email,plan,seats'];
  for (let row = 0; row < rows + newOnes; row++) {
    const seats = row % 401 === 7 ? 'many' : String((row % 40) + newOnes);
    lines.push(
      `${row % 977 === 5 ? '' : `user${row}@example.com`},${row % 3 ? 'free' : 'pro'},${seats}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

test('the pictures of files that are taken by themselves', async ({ page }) => {
  mkdirSync(IMAGES, { recursive: true });
  const imports = mkdtempSync(join(tmpdir(), 'muster-imports-'));
  const server = await MusterServer.start({ MUSTER_IMPORT_FOLDER: imports });
  try {
    const list = '/api/v1/systems/shop/integrations/customer-list';
    const schedule = `${list}/schedule?environment=production`;
    await server.system('shop', 'Shop');
    await server.call('POST', '/api/v1/systems/shop/integrations', {
      key: 'customer-list',
      name: 'Customer list',
      kind: 'csv',
      identifier: 'email',
      properties: [
        { path: 'plan', name: 'plan', type: 'string' },
        { path: 'seats', name: 'seats', type: 'number' },
      ],
    });
    await server.call('PUT', schedule, {
      source: { kind: 'folder', path: '', pattern: 'customers-*.csv' },
      everyMinutes: 60,
    });
    for (const [day, newOnes] of [2, 12, 31].entries()) {
      writeFileSync(join(imports, `customers-2026-05-0${day + 1}.csv`), night(4_000, newOnes));
    }
    // The second look finds them as they were.
    const taken = async () => {
      await server.call('POST', schedule.replace('?', '/look?'));
      const { items } = await server.call<{ items: { status: string }[] }>(
        'GET',
        `${list}/uploads`,
      );
      return items.filter(({ status }) => status === 'done').length;
    };
    await expect.poll(taken, { timeout: 60_000, intervals: [2_000] }).toBe(3);
    const lastTaken = async () =>
      (await server.call<{ lastTaken: number }>('GET', schedule)).lastTaken;
    await expect.poll(lastTaken).toBe(0);

    await page.context().addCookies(await server.adminCookies());
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const path = `${server.url}/systems/shop/production/integrations/customer-list`;
    await page.goto(`${path}/schedule`);
    await expect(page.getByText('There was no new file.')).toBeVisible();
    await picture(page, 'schedule');
    await page.getByRole('link', { name: 'customers-2026-05-03.csv' }).click();
    await expect(page.getByText('What it did')).toBeVisible();
    await picture(page, 'upload');
  } finally {
    await server.stop();
    rmSync(imports, { recursive: true, force: true });
  }
});
