import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, screenshots, test, type Page } from './fixtures';
import { tabTo } from './keyboard';
import { MusterServer } from './server';

const S = '/api/v1/systems/shop';
const P = '/systems/shop/production/integrations/list';
const SCHEDULE = `${S}/integrations/list/schedule?environment=production`;

/** An integration for files that is mapped. */
async function mapped(server: MusterServer): Promise<void> {
  await server.system('shop', 'Shop');
  await server.call('POST', `${S}/integrations`, {
    key: 'list',
    name: 'Customer list',
    kind: 'csv',
    identifier: 'email',
    properties: [{ path: 'plan', name: 'plan', type: 'string' }],
  });
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
const state = (page: Page) =>
  page.getByRole('region', { name: 'New files for Production' }).getByRole('status');

test.describe('a bucket', () => {
  // An endpoint that is not allowed.
  test.use({ refusals: [422] });

  test('is set up by keyboard, says what is wrong with it, keeps its secret, and is removed', async ({
    page,
    server,
  }) => {
    await mapped(server);
    await page.goto(`${P}/uploads`);
    await page.getByRole('link', { name: 'Schedule', exact: true }).click();
    await expect(
      page.getByText(/whoever runs it would have to allow one with the setting import-folder/),
    ).toBeVisible();
    await screenshots(page, 'schedule-none');

    await tabTo(page, page.getByRole('button', { name: 'Set up a schedule' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('radio', { name: /Amazon S3/ })).toBeFocused();
    await expect(page.getByRole('radio', { name: /A folder of the server/ })).toBeDisabled();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: /Another store/ })).toBeChecked();
    await page.getByRole('button', { name: 'Save and look for files' }).click();
    await expect(page.getByLabel('Endpoint')).toBeFocused();
    await expect(page.getByText('Name the bucket.')).toBeVisible();
    await screenshots(page, 'schedule-form-faults');
    await page.getByLabel('Endpoint').fill('http://169.254.169.254');
    await page.getByLabel('Region').fill('us-east-1');
    await page.getByRole('textbox', { name: 'Bucket' }).fill('exports');
    await page.getByLabel('Access key id').fill('the-key');
    await page.getByLabel('Secret access key').fill('the secret of the key');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^The endpoint 169\.254\.169\.254 is an address/)).toBeVisible();
    await expect(page.getByLabel('Endpoint')).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('Endpoint').fill('http://127.0.0.1:1');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Saved. New files are looked for now.')).toBeVisible();
    await expect(page.getByText('Nothing answers at http://127.0.0.1:1.')).toBeVisible();
    await expect(page.getByText(/ask whoever runs the store/)).toBeVisible();
    await expect(page.getByLabel('Secret access key')).toHaveValue('');
    await expect(page.getByText('Leave it empty to keep it as it is.')).toBeVisible();
    expect(await page.content()).not.toContain('the secret of the key');
    await screenshots(page, 'schedule-trouble');
    await page.getByRole('link', { name: 'Uploads', exact: true }).click();
    await expect(page.getByText(/the last look went wrong: see its schedule/)).toBeVisible();
    await page.goBack();

    // The secret goes with its key.
    await page.getByLabel('Access key id').fill('another-key');
    await save(page).click();
    await expect(page.getByText('Enter the secret of this key.')).toBeVisible();
    await page.getByLabel('Access key id').fill('the-key');
    await page.getByLabel('Prefix').fill('crm/');
    await save(page).click();
    await expect(page.getByText(/files whose names begin with crm\//)).toBeVisible();

    // Somebody else is faster.
    await page.getByLabel(/How often/).fill('30');
    const { source } = await server.call<{ source: Record<string, unknown> }>('GET', SCHEDULE);
    await server.call('PUT', SCHEDULE, {
      source: {
        kind: 'bucket',
        endpoint: source['endpoint'],
        region: source['region'],
        bucket: 'archive',
        accessKeyId: 'the-key',
      },
      everyMinutes: 60,
    });
    await save(page).click();
    const conflict = page
      .getByRole('alert')
      .filter({ hasText: 'Someone else changed this schedule meanwhile' });
    await expect(conflict).toContainText('every hour');
    await expect(conflict).toContainText('the bucket archive at 127.0.0.1:1');
    await expect(page.getByLabel(/How often/)).toHaveValue('30 min');
    await conflict.getByRole('button', { name: 'Go on with mine' }).click();
    await save(page).click();
    await expect(page.getByText(/It looks every 30 minutes in the bucket exports/)).toBeVisible();

    await page.getByRole('link', { name: 'Test', exact: true }).click();
    await expect(page.getByText('No files are taken into Test by themselves yet')).toBeVisible();
    await expect(page.getByText(/Production has one/)).toBeVisible();
    await page.getByRole('link', { name: 'Production', exact: true }).click();
    await page.getByRole('button', { name: 'Remove the schedule' }).click();
    const question = page.getByRole('dialog');
    await expect(question).toContainText('The secret access key is forgotten');
    await question.getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByRole('button', { name: 'Set up a schedule' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });
});

test.describe('a folder', () => {
  // A folder that is not there.
  test.use({ refusals: [422] });
  // The server is one of its own.
  test.use({ elsewhere: true });

  test('gives its files to the integration, each once, and says which could not be taken', async ({
    browser,
  }) => {
    const imports = mkdtempSync(join(tmpdir(), 'muster-imports-'));
    const server = await MusterServer.start({ MUSTER_IMPORT_FOLDER: imports });
    const context = await browser.newContext({ baseURL: server.url });
    try {
      await mapped(server);
      mkdirSync(join(imports, 'crm'));
      const file = (name: string, text: string) => writeFileSync(join(imports, 'crm', name), text);
      file('customers-1.csv', 'email,plan\nann@example.com,pro\nbob@example.com,free\n');
      await context.addCookies(await server.adminCookies());
      const page = await context.newPage();
      await page.goto(`${P}/schedule`);
      await page.getByRole('button', { name: 'Set up a schedule' }).click();
      await expect(page.getByRole('radio', { name: /A folder of the server/ })).toBeChecked();
      await page.getByLabel('Folder', { exact: true }).fill('nowhere');
      await page.getByRole('button', { name: 'Save and look for files' }).click();
      await expect(page.getByText(/^There is no such folder below the one/)).toBeVisible();
      await page.getByLabel('Folder', { exact: true }).fill('crm');
      await page.getByLabel('Names of the files').fill('customers-*.csv');
      await page.getByRole('radio', { name: /Replace/ }).check();
      await expect(page.getByText('Each file has to have everybody in it')).toBeVisible();
      await page.getByRole('radio', { name: /Merge/ }).check();
      await page.getByRole('button', { name: 'Save and look for files' }).click();

      // It might still be written: it is taken at the second look.
      await expect(state(page)).toContainText('A file may not be complete yet');
      await page.getByRole('button', { name: 'Look now' }).click();
      await expect(state(page)).toHaveText('1 new file was taken.');
      const taken = page.getByRole('list', { name: 'Files that were taken' }).getByRole('listitem');
      await expect(taken.first()).toContainText(
        /customers-1\.csv.*by the schedule, from the folder crm.*2 new/s,
      );
      await page.getByRole('button', { name: 'Look now' }).click();
      await expect(state(page)).toHaveText('There was no new file.');
      await expect(taken).toHaveCount(1);

      file('customers-2.csv', 'name,plan\nAnn,pro\n');
      await page.getByRole('button', { name: 'Look now' }).click();
      await expect(state(page)).toContainText('A file may not be complete yet');
      await page.getByRole('button', { name: 'Look now' }).click();
      await expect(page.getByText(/^The file crm\/customers-2\.csv: /)).toBeVisible();
      await expect(page.getByText(/^Mend the file where it is/)).toBeVisible();
      await expect(taken.first()).toContainText(/customers-2\.csv.*Failed/s);
      await screenshots(page, 'schedule');

      await page.getByRole('link', { name: 'customers-1.csv' }).click();
      await expect(page.getByText('What it did')).toBeVisible();
      await expect(page.getByText('the folder crm')).toBeVisible();
      await page.getByRole('link', { name: 'the schedule' }).click();
      await expect(page.getByRole('heading', { name: 'New files for Production' })).toBeVisible();
      await page.getByRole('link', { name: 'Uploads', exact: true }).click();
      await expect(page.getByText(/the last look went wrong/)).toBeVisible();
    } finally {
      await context.close();
      await server.stop();
      rmSync(imports, { recursive: true, force: true });
    }
  });
});
