import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, screenshots, test } from './fixtures';
import type { MusterServer } from './server';

test.describe.configure({ timeout: 240_000 });

const S = '/api/v1/systems/shop';
const P = '/systems/shop/production';
const LIST = `${S}/integrations/customer-list`;

interface Upload {
  id: string;
  status: string;
  mode: string;
  rows: { taken: number };
}

const csv = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content as string),
});
/** What the browser's dialog for files would hand over. */
const choose = (page: Page, file: ReturnType<typeof csv>) =>
  page.locator('input[type="file"]').setInputFiles(file);

/** Lets files fall on the zone with the words. */
async function drop(page: Page, words: string, files: ReturnType<typeof csv>[]): Promise<void> {
  const given = files.map(({ name, buffer }) => ({ name, text: buffer.toString() }));
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    return transfer;
  }, given);
  await page.getByText(words).dispatchEvent('drop', { dataTransfer });
}

const CUSTOMERS = `E-Mail;plan;seats;signed up;note
ann@example.com;pro;5;2026-05-01;"asked; twice"
bob@example.com;free;many;2026-06-01;M\u00fcller
;pro;7;2026-06-02;nobody
cleo@example.com;pro;;2026-07-01;
`;

/** An integration for files that is mapped. */
async function mapped(server: MusterServer): Promise<void> {
  await server.system('shop', 'Shop');
  await server.call('POST', `${S}/integrations`, {
    key: 'customer-list',
    name: 'Customer list',
    kind: 'csv',
    identifier: 'email',
    properties: [
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'seats', name: 'seats', type: 'number' },
    ],
  });
}

/** Uploads as a script does, and waits until it is over. */
async function upload(server: MusterServer, file: string, content: string): Promise<Upload> {
  const done = await server.upload<Upload>(LIST, file, content);
  expect(done.status).toBe('done');
  return done;
}

const attributesOf = async (server: MusterServer, user: string) => {
  const { attributes } = await server.call<{ attributes: { name: string; value: unknown }[] }>(
    'GET',
    `${S}/environments/production/users/${user}`,
  );
  return Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
};
const users = async (server: MusterServer) =>
  (
    await server.call<{ items: { id: string }[] }>('GET', `${S}/environments/production/users`)
  ).items.map(({ id }) => id);

const tile = (page: Page, name: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd');

test.describe('a first file', () => {
  test.use({ refusals: [415] });

  test('from nothing to users: recognised, columns chosen, a dry run, the upload, and all of it undone', async ({
    page,
    server,
  }) => {
    await server.system('shop', 'Shop');
    await page.goto(`${P}/integrations/new`);
    await page.goto(`${P}/integrations`);
    await page.getByRole('link', { name: 'New integration' }).click();
    await page.getByRole('radio', { name: /I upload CSV files/ }).check();
    await page.getByLabel('Name', { exact: true }).fill('Customer list');
    await expect(page.getByText('customer-list.plan')).toBeVisible();
    await page.getByRole('button', { name: 'Continue to the columns' }).click();
    await expect(page.getByText('Drop a CSV file to begin with')).toBeVisible();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByText('Choose a CSV file first')).toBeVisible();

    // A spreadsheet is refused with what to do instead.
    await choose(page, csv('customers.xlsx', Buffer.from('PK\u0003\u0004[Content_Types].xml xl/')));
    await expect(page.getByRole('alert', { name: 'Not a CSV file' })).toContainText(/CSV/);
    await page.getByRole('button', { name: 'Take another file' }).click();

    // Windows-1252 with semicolons, as a spreadsheet of this continent saves it.
    await choose(page, csv('customers.csv', Buffer.from(CUSTOMERS, 'latin1')));
    await expect(page.getByRole('group', { name: /The chosen file: customers.csv/ })).toBeFocused();
    await expect(page.getByText(/Read as Windows-1252 .*, semicolons between cells/)).toBeVisible();
    const rows = page.getByRole('region', { name: 'The first 4 rows' });
    await expect(rows.getByText('Müller')).toBeVisible();
    await expect(rows.getByText('asked; twice')).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Identifier' })).toHaveValue('E-Mail');
    await expect(page.getByText('This is not certain')).toBeVisible();
    await page.getByRole('combobox', { name: 'Between cells' }).click();
    await page.getByRole('option', { name: 'Comma' }).click();
    await expect(page.getByText(/commas between cells/)).toBeVisible();
    await page.getByRole('button', { name: 'Recognise it again' }).click();
    await expect(page.getByText(/semicolons between cells/)).toBeVisible();

    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByText('Keep at least one column')).toBeVisible();
    for (const column of ['plan', 'seats', 'signed up'])
      await page.getByLabel(`Keep ${column}`).check();
    await expect(page.getByRole('meter')).toHaveAttribute('aria-valuenow', '3');
    await page.getByLabel('Name of signed up').fill('signup');
    await page.getByRole('combobox', { name: 'Type of seats' }).click();
    await page.getByRole('option', { name: 'Number' }).click();
    await screenshots(page, 'uploads-columns');
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByText('It has all columns of the mapping.')).toBeVisible();
    const { properties } = await server.call<{ properties: unknown }>('GET', LIST);
    expect(properties).toEqual([
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'seats', name: 'seats', type: 'number' },
      { path: 'signed up', name: 'signup', type: 'date' },
    ]);

    const condition = { field: 'customer-list.plan', operator: '=', value: 'pro' };
    await server.call('POST', `${S}/segments`, { key: 'pro', name: 'Pro customers', condition });
    await server.call('POST', `${S}/environments/production/publications`, { note: '' });
    // No real user is concerned, unless one wants it.
    await expect(page.getByRole('heading', { name: 'Upload to Test' })).toBeVisible();
    await page.getByRole('radiogroup', { name: 'Environment' }).getByText('Production').click();
    await screenshots(page, 'uploads-first');
    await page.getByRole('button', { name: 'Dry run first' }).click();
    await expect(page.getByText('Nothing was changed.')).toBeVisible();
    await expect(tile(page, 'New users')).toHaveText('3');
    await expect(tile(page, 'Refused rows')).toHaveText('1');
    await expect(tile(page, 'Rows in part')).toHaveText(/^1/);
    await expect(page.getByRole('row', { name: /Pro customers/ })).toContainText('+2');
    expect(await users(server)).toEqual([]);
    await screenshots(page, 'uploads-dry-run');

    await page.getByRole('button', { name: 'Upload to Production' }).click();
    await expect(page.getByText('What it did')).toBeVisible();
    await expect(tile(page, 'New users')).toHaveText('3');
    expect(await attributesOf(server, 'ann@example.com')).toMatchObject({ plan: 'pro', seats: 5 });
    expect(Object.keys(await attributesOf(server, 'bob@example.com'))).toEqual(['plan', 'signup']);
    await screenshots(page, 'uploads-done');

    await page.getByRole('button', { name: 'Undo customers.csv' }).click();
    const question = page.getByRole('dialog', { name: 'Undo customers.csv?' });
    await expect(question.getByText(/Users whom only this file has told of go away/)).toBeVisible();
    await expect(question.getByRole('button', { name: 'Keep it' })).toBeVisible();
    await question.getByRole('button', { name: 'Undo the upload' }).click();
    await expect(page.getByText('What was put back')).toBeVisible();
    await expect(tile(page, 'Users removed')).toHaveText('3');
    expect(await users(server)).toEqual([]);
    await page.getByRole('link', { name: 'this upload' }).click();
    await expect(page.getByRole('link', { name: 'by this one' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo customers.csv' })).toBeDisabled();
  });
});

test('a later file keeps the mapping and says what is other; refused rows are mended and sent again; a replace is warned of', async ({
  page,
  server,
}) => {
  await mapped(server);
  await page.goto(`${P}/integrations/customer-list/uploads`);
  await expect(page.getByText('Nothing was uploaded to Production yet')).toBeVisible();
  await screenshots(page, 'uploads-empty');
  const template = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download a template with the columns' }).click();
  expect((await template).suggestedFilename()).toBe('customer-list-template.csv');

  await upload(
    server,
    'first.csv',
    'email,plan,seats\nann@example.com,pro,5\nzoe@example.com,free,1\n',
  );
  await drop(page, 'Drop a CSV file to upload it to Production', [
    csv('one.csv', 'email\n'),
    csv('two.csv', 'email\n'),
  ]);
  await expect(page.getByText('One file at a time, please')).toBeVisible();
  await drop(page, 'Drop a CSV file to upload it to Production', [
    csv('second.csv', 'email,seats,country\nann@example.com,five,DE\n'),
  ]);
  await expect(page.getByText('1 column of the mapping is not in it: plan')).toBeVisible();
  await expect(page.getByText('1 column with values of another type')).toBeVisible();
  await expect(page.getByText('Not in the mapping, and passed over: country.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Dry run first' })).toBeDisabled();
  await page.getByRole('radio', { name: /Replace/ }).check();
  await expect(page.getByText('The file has to have everybody in it')).toBeVisible();
  await screenshots(page, 'uploads-other-columns');
  await page.getByRole('button', { name: 'Take another file' }).click();

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).focus();
  await page.keyboard.press('Enter');
  await (
    await chooser
  ).setFiles(
    csv(
      'third.csv',
      'email,plan,seats,country\nann@example.com,free,five,DE\nbob@example.com,pro,2,FR\n',
    ),
  );
  await page.getByRole('button', { name: 'Add it to the mapping' }).click();
  await expect(page.getByLabel('Keep country')).toBeChecked();
  await page.getByRole('button', { name: 'Review, save and go on' }).click();
  const review = page.getByRole('dialog');
  await expect(review.getByText('New, empty until the next upload')).toBeVisible();
  await review.getByRole('button', { name: 'Save' }).click();

  // One is back with the file at hand.
  await page.getByText('Of the first rows, 1 cell would be refused').click();
  await expect(page.getByText(/Line 2, seats: not a number/)).toBeVisible();
  await page.getByRole('radio', { name: /Replace/ }).check();
  await page.getByRole('button', { name: 'Upload to Production' }).click();
  const question = page.getByRole('dialog', {
    name: 'Replace all of Customer list in Production?',
  });
  await expect(
    question.getByText(/not in third.csv loses .*plan, seats and country/),
  ).toBeVisible();
  await question.getByRole('button', { name: 'Replace' }).click();
  await expect(tile(page, 'Cleared users')).toHaveText(/^1/);
  expect(await attributesOf(server, 'zoe@example.com')).toEqual({});
  expect(await attributesOf(server, 'ann@example.com')).toEqual({
    plan: 'free',
    seats: 5,
    country: 'DE',
  });

  const refused = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the refused rows' }).click();
  const file = await (await refused).createReadStream();
  let text = '';
  for await (const chunk of file) text += String(chunk);
  expect(text).toMatch(/muster_line,muster_column,muster_reason/);
  await page.getByRole('link', { name: 'Uploads of Customer list' }).click();
  await choose(page, csv('mended.csv', text.replace('five', '6')));
  await expect(page.getByText('It has all columns of the mapping.')).toBeVisible();
  await page.getByRole('button', { name: 'Upload to Production' }).click();
  await expect(tile(page, 'Changed users')).toHaveText('1');
  expect(await attributesOf(server, 'ann@example.com')).toEqual({
    plan: 'free',
    seats: 6,
    country: 'DE',
  });

  await page.getByRole('link', { name: 'Uploads of Customer list' }).click();
  const list = page.getByRole('list', { name: 'Uploads' }).getByRole('listitem');
  await expect(list).toHaveCount(3);
  await expect(list.nth(1)).toContainText(/third\.csv.*Replace.*1 new, 1 changed, 1 cleared/s);
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(1);
  await screenshots(page, 'uploads-history');
  await page.goto(`${P}/integrations`);
  await expect(page.getByRole('table').getByText('mended.csv: 1 changed')).toBeVisible();
});

test('what makes a file unfit is told before it is sent, and what is not certain is asked', async ({
  page,
  server,
}) => {
  await mapped(server);
  await page.goto(`${P}/integrations/customer-list/uploads`);
  const next = async (name: string, content: string) => {
    if (await page.getByRole('button', { name: 'Take another file' }).isVisible()) {
      await page.getByRole('button', { name: 'Take another file' }).click();
      await expect(page.getByRole('button', { name: 'Choose a file' })).toBeFocused();
    }
    await choose(page, csv(name, content));
  };
  await next('twice.csv', 'email,plan,seats,plan\nann@example.com,pro,5,free\n');
  await expect(page.getByText('1 column of the mapping cannot be read')).toBeVisible();
  await expect(page.getByText('plan, column 2, is the name of column 4, too')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Upload to Production' })).toBeDisabled();
  await next('names.csv', 'email,plan,seats\n');
  await expect(page.getByText('It has no rows')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Dry run first' })).toBeDisabled();

  await next(
    'revenue.csv',
    'email;plan;seats\nann@example.com;pro;1.234\nbob@example.com;pro;2.500\n',
  );
  await expect(page.getByText('This is not certain')).toBeVisible();
  await expect(page.getByText('seats: 100 % do not fit the type number')).toBeVisible();
  await screenshots(page, 'uploads-unsure');
  await page.getByRole('button', { name: 'Decimal comma, 1.234,56' }).click();
  await expect(page.getByText(/numbers with a decimal comma/)).toBeVisible();
  await expect(page.getByText('This is not certain')).toHaveCount(0);

  await next('seats.csv', 'email,seats\nann@example.com,5\n');
  await page.getByRole('button', { name: 'Keep what users have' }).click();
  await expect(page.getByText('Users keep what they have of plan')).toBeVisible();
  await page.getByRole('button', { name: 'Upload to Production' }).click();
  await expect(tile(page, 'New users')).toHaveText('1');
  expect(await attributesOf(server, 'ann@example.com')).toEqual({ seats: 5 });
});

const ROW_BYTES = 32;
/** A file whose sending takes several pieces. */
function large(rows: number): Buffer {
  const lines = ['email,plan,seats'.padEnd(ROW_BYTES - 1, ' ')];
  for (let row = 0; row < rows; row++)
    lines.push(`${row}@example.com,p,${row}`.padEnd(ROW_BYTES - 1, ' '));
  return Buffer.from(`${lines.join('\n')}\n`);
}

test.describe('a way that breaks', () => {
  test.use({ refusals: [502] });

  test('a large file goes on where it broke off, also after a reload with the same file, and can be cancelled', async ({
    page,
    server,
  }) => {
    await mapped(server);
    const content = large(1_400_000);
    const path = test.info().outputPath('large.csv');
    writeFileSync(path, content);
    await page.goto(`${P}/integrations/customer-list/uploads`);

    // The second piece does not get through, again and again, until the page is loaded anew.
    let cut = true;
    let cuts = 0;
    await page.route(/\/uploads\/[^/]+$/, async (route) => {
      const offset = route.request().headers()['upload-offset'];
      if (cut && offset !== undefined && offset !== '0') {
        cuts++;
        await route.fulfill({ status: 502 });
      } else await route.continue();
    });
    await page.locator('input[type="file"]').setInputFiles(path);
    await page.getByRole('button', { name: 'Upload to Production' }).click();
    await expect(page.getByText('The connection broke off; it is tried again')).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Progress of large.csv' })).toHaveAttribute(
      'aria-valuenow',
      '37',
    );
    await screenshots(page, 'uploads-broken');
    const asked = page.waitForEvent('dialog');
    const reloaded = page.reload();
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await reloaded;
    expect(cuts).toBeGreaterThan(0);

    await expect(page.getByText('Choose large.csv again to go on from 37 %')).toBeVisible();
    await screenshots(page, 'uploads-interrupted');
    await choose(page, csv('other.csv', 'email\n'));
    await expect(
      page.getByText(/other\.csv is another file: large\.csv has 44,800,032 bytes/),
    ).toBeVisible();
    cut = false;
    await page.locator('input[type="file"]').setInputFiles(path);
    await expect(page.getByText(/rows a second/).first()).toBeVisible();
    await page.getByRole('button', { name: 'Cancel large.csv' }).click();
    await page.getByRole('button', { name: 'Cancel the upload' }).click();
    await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible();
    const { items } = await server.call<{ items: Upload[] }>(
      'GET',
      `${LIST}/uploads?environment=production`,
    );
    expect(items.map(({ status }) => status)).toEqual(['cancelled']);
  });
});

test.describe('a file that is not read as it stands', () => {
  test.use({ refusals: [422] });

  test('a quote that is never closed is named by its line, and read as a value if somebody says so; sep= and cells that do not fit are told', async ({
    page,
    server,
  }) => {
    await mapped(server);
    await page.goto(`${P}/integrations/customer-list/uploads`);
    await drop(page, 'Drop a CSV file to upload it to Production', [
      csv('unclosed.csv', 'email,plan,seats\nann@example.com,"pro,5\nbob@example.com,free,1\n'),
    ]);
    await expect(page.getByText(/The quote at line 2 is never closed/)).toBeVisible();
    await screenshots(page, 'uploads-unclosed');
    await page.getByRole('button', { name: 'Read it otherwise' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Quotes' }).click();
    await page.getByRole('option', { name: 'None' }).click();
    await expect(page.getByText('It has all columns of the mapping')).toBeVisible();
    await expect(page.getByText('"pro', { exact: true }).first()).toBeAttached();
    await page.getByRole('button', { name: 'Take another file' }).click();

    await drop(page, 'Drop a CSV file to upload it to Production', [
      csv(
        'excel.csv',
        'sep=~\r\nemail~plan~seats\r\nann@example.com~pro~5\r\n~free~1\r\ncy@example.com~pro~many\r\ndora@example.com~pro~2\r\n',
      ),
    ]);
    await expect(page.getByText(/“~” between cells/)).toBeVisible();
    await expect(page.getByText(/Its first line, sep=~, says what is/)).toBeVisible();
    await expect(page.getByText('email: 25 % do not say whom they are about')).toBeVisible();
    await expect(page.getByText('seats: 25 % do not fit the type number')).toBeVisible();
    await screenshots(page, 'uploads-sep');
    await page.getByRole('button', { name: 'Read it otherwise' }).click();
    await expect(page.getByRole('combobox', { name: 'Between cells' })).toHaveValue('~');
    await screenshots(page, 'uploads-sep-otherwise');
  });
});
