import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { expect, screenshots, test as base } from './fixtures';
import { MusterServer } from './server';

/** A mail server of this machine, and what it was given. */
interface PostOffice {
  port: number;
  mails: ParsedMail[];
  close: () => Promise<void>;
}

function postOffice(): Promise<PostOffice> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then(
        (mail) => {
          mails.push(mail);
          done();
        },
        (error: unknown) => done(error as Error),
      );
    },
  });
  return new Promise((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      resolve({ port, mails, close: () => new Promise((closed) => server.close(closed)) });
    });
  });
}

const test = base.extend<object, { office: PostOffice; server: MusterServer }>({
  office: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures off the pattern
    async ({}, use) => {
      const office = await postOffice();
      await use(office);
      await office.close();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ office }, use) => {
      const server = await MusterServer.start({
        MUSTER_SMTP_HOST: '127.0.0.1',
        MUSTER_SMTP_PORT: String(office.port),
        MUSTER_SMTP_SECURITY: 'none',
        MUSTER_MAIL_FROM: 'Muster <muster@example.com>',
      });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test('a view is saved, put on a dashboard, shared, and sent by e-mail', async ({
  page,
  server,
  office,
  browser,
}) => {
  test.setTimeout(120_000);
  await server.system('shop', 'Shop');
  await server.call('POST', '/api/v1/systems/shop/integrations', {
    key: 'crm',
    name: 'CRM',
    identifier: 'email',
    properties: [{ path: 'plan', name: 'plan', type: 'string' }],
  });
  const { endpoints } = await server.call<{
    endpoints: Record<string, { token: string }>;
  }>('GET', '/api/v1/systems/shop/integrations/crm');
  for (const [email, plan] of [
    ['ann@example.com', 'pro'],
    ['bob@example.com', 'free'],
    ['cem@example.com', 'pro'],
  ]) {
    await server.call('POST', `/in/${endpoints.production!.token}`, { email, plan });
  }
  const { clientKey } = await server.call<{ clientKey: string }>(
    'GET',
    '/api/v1/systems/shop/environments/production',
  );
  for (const path of ['pricing', 'orders']) {
    await server.call(
      'GET',
      `/v1/page-load?key=${clientKey}&user=ann@example.com&url=https://app.example/${path}`,
    );
  }

  // A view becomes a report.
  await page.goto('/systems/shop/production/insights/breakdown?by=crm.plan');
  await page.getByRole('button', { name: 'Save as report' }).click();
  const saving = page.getByRole('dialog', { name: 'Save as a report' });
  await saving.getByLabel('Name').fill('Users by plan');
  await expect(saving.getByLabel('Key')).toHaveValue('users-by-plan');
  await saving.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Users by plan', level: 1 })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Users by plan' })).toBeVisible();
  await screenshots(page, 'report');
  await server.call('POST', '/api/v1/systems/shop/reports', {
    key: 'overview',
    name: 'At a glance',
    environment: 'production',
    view: 'overview',
    query: {},
  });

  // Reports are arranged on a dashboard, by keyboard.
  await page.goto('/systems/shop/production/insights/reports');
  await expect(page.getByRole('link', { name: 'At a glance' })).toBeVisible();
  await page.getByRole('button', { name: 'New dashboard' }).click();
  const making = page.getByRole('dialog', { name: 'New dashboard' });
  await making.getByLabel('Name').fill('Board');
  await making.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Arrange' }).click();
  for (const name of ['Users by plan', 'At a glance']) {
    await page.getByRole('combobox', { name: 'Put a report on it' }).click();
    await page.getByRole('option', { name }).click();
  }
  const up = page.getByRole('button', { name: 'Move At a glance up' });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'number 1 of 2' })).toBeAttached();
  await expect(page.getByRole('button', { name: 'Move At a glance down' })).toBeFocused();
  await page.getByRole('combobox', { name: 'Width of At a glance' }).click();
  await page.getByRole('option', { name: 'Two thirds' }).click();
  await screenshots(page, 'dashboard-arrange');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The dashboard is saved.')).toBeVisible();
  await expect(page.getByText('Users known')).toBeVisible();
  await screenshots(page, 'dashboard');

  // Whoever has the link reads it, without signing in.
  await page.getByRole('button', { name: 'Share' }).click();
  const sharing = page.getByRole('dialog', { name: 'Share Board' });
  await sharing.getByLabel('For whom').fill('Board of directors');
  await sharing.getByRole('button', { name: 'Make a link' }).click();
  const told = page.getByRole('dialog', { name: 'A link to Board' });
  const link = /http\S+\/shared#\S+/.exec(await told.innerText())?.[0] ?? '';
  await told.getByRole('button', { name: 'I have copied it' }).click();
  await expect(sharing.getByText('Board of directors')).toBeVisible();
  await page.keyboard.press('Escape');
  const outside = await browser.newContext();
  const stranger = await outside.newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible();
  await expect(stranger.getByRole('figure', { name: 'Users by plan' })).toBeVisible();
  await expect(stranger.getByText('ann@example.com')).toHaveCount(0);
  await screenshots(stranger, 'shared');
  await outside.close();

  // It is sent every week, and now.
  await page.getByRole('button', { name: 'Send by e-mail' }).click();
  const mailing = page.getByRole('dialog', { name: 'Send Board by e-mail' });
  await mailing.getByLabel('To').fill('dora@example.com');
  await page.keyboard.press('Enter');
  await screenshots(page, 'mailing');
  await mailing.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Board is saved.')).toBeVisible();
  await page.goto('/systems/shop/production/insights/reports');
  await page.getByRole('button', { name: 'Send now: Board' }).click();
  await expect(page.getByText('Board is sent.')).toBeVisible();
  await screenshots(page, 'reports');
  const mail = office.mails[0]!;
  expect(mail.subject).toBe('Board');
  expect(mail.text).toContain('Users by plan');
  expect(mail.attachments.map(({ filename }) => filename)).toEqual([
    'overview.png',
    'users-by-plan.png',
    'overview.csv',
    'users-by-plan.csv',
  ]);
  expect(mail.attachments.at(-1)!.content.toString()).toContain('pro,2');

  // Whom and when is changed, and what the dashboard is called.
  await page.getByRole('button', { name: 'More about Board' }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  const change = page.getByRole('dialog', { name: 'Change Board' });
  await change.getByRole('combobox', { name: 'When' }).click();
  await page.getByRole('option', { name: 'Every day' }).click();
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Every day at 08:00, to dora@example.com')).toBeVisible();
  await page.getByRole('link', { name: 'Board' }).first().click();
  await page.getByRole('button', { name: 'More about Board' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  const rename = page.getByRole('dialog', { name: 'Rename Board' });
  await rename.getByLabel('Name').fill('For the board');
  await rename.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'For the board', level: 1 })).toBeVisible();

  // A link that was revoked is none.
  const { items } = await server.call<{ items: { id: string }[] }>(
    'GET',
    '/api/v1/systems/shop/report-links',
  );
  await server.call('DELETE', `/api/v1/systems/shop/report-links/${items[0]!.id}`);
});

test.describe('a link that does not work', () => {
  test.use({ signedIn: false, refusals: [404] });

  test('says so', async ({ page }) => {
    await page.goto('/shared#nothing');
    await expect(
      page.getByRole('heading', { name: 'This link does not work', level: 1 }),
    ).toBeVisible();
    await screenshots(page, 'shared-gone');
  });
});
