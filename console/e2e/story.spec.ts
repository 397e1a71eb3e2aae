import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { expect, screenshots, test as base } from './fixtures';
import { tabTo } from './keyboard';
import { github } from './payloads';
import { MusterServer } from './server';
import { Site } from '../../snippet/test/site';

/** With a server that nobody has been on: the story begins with its set-up link. */
const test = base.extend<object, { server: MusterServer }>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures off the pattern
    async ({}, use) => {
      const server = await MusterServer.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.setTimeout(600_000);
// The one who goes through all of it sees things move, as most people do.
test.use({
  signedIn: false,
  actionTimeout: 30_000,
  contextOptions: { reducedMotion: 'no-preference' },
});

const STAR = github('star');
const FORK = github('fork');
// A watch that does not say who it is: refused until the mapping looks elsewhere.
const ANONYMOUS = { ...github('watch'), sender: undefined };

/** What is kept of each payload, and what the console proposes for it. */
const KEPT = [
  ['action', 'action', 'Text'],
  ['repository.full_name', 'full_name', 'Text'],
  ['repository.stargazers_count', 'stargazers_count', 'Number'],
  ['repository.created_at', 'created_at', 'Date'],
  ['sender.site_admin', 'site_admin', 'Yes or no'],
] as const;

/** Sends as GitHub does. */
async function send(url: string, payload: unknown): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-GitHub-Event': 'star' },
    body: JSON.stringify(payload),
  });
  return response.status;
}

/** What a page of the application is told, by the key that stands in its source. */
async function pageLoad(server: MusterServer, clientKey: string, user: string): Promise<unknown> {
  const response = await fetch(`${server.url}/v1/page-load?key=${clientKey}&user=${user}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { segments: unknown }).segments;
}

/** The text of something that can be copied. */
const copyable = async (page: Page, name: string): Promise<string> =>
  (await page.getByRole('group', { name, exact: true }).textContent())?.trim() ?? '';

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();

test('from the set-up link to insights, with what GitHub really sends', async ({
  page,
  server,
}) => {
  const { keyboard } = page;

  await test.step('the set-up link makes the first administrator', async () => {
    await page.goto(server.setUpLink);
    await page.getByLabel('E-mail').fill('grace@example.com');
    await page.getByLabel('Your name').fill('Grace');
    await page.getByLabel('Password', { exact: true }).fill('a few plain words');
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Which application is it about?',
    );
  });

  await test.step('the first system leads to the integrations', async () => {
    await page.getByLabel('Name').fill('Octo forge');
    await expect(page.getByLabel('Key')).toHaveValue('octo-forge');
    await screenshots(page, 'story-system');
    await page.getByRole('button', { name: 'Create the system' }).click();
    await expect(page).toHaveURL(/\/systems\/octo-forge\/production\/integrations$/);
    await expect(page.getByText('No integration yet')).toBeVisible();
    await screenshots(page, 'story-first-integration');
  });

  await test.step('the wizard maps a sample of GitHub, by keyboard', async () => {
    await page.getByRole('link', { name: 'New integration' }).focus();
    await keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Name'));
    await keyboard.type('GitHub');
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/github\/set-up\?step=map$/);
    await tabTo(page, page.getByLabel('Sample', { exact: true }));
    await keyboard.insertText(JSON.stringify(STAR));
    await keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Use this sample' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Identifier' })).toHaveValue('sender.login');
    for (const [path, name, type] of KEPT) {
      await tabTo(page, page.getByLabel('Add by path'));
      await keyboard.type(path);
      await keyboard.press('Enter');
      await expect(page.getByLabel(`Name of ${path}`)).toHaveValue(name);
      await expect(page.getByRole('combobox', { name: `Type of ${name}` })).toHaveValue(type);
    }
    const become = (name: string) =>
      page.getByRole('group', { name: `What ${name} would become`, exact: true });
    await expect(become('full_name')).toContainText('Codertocat/Hello-World');
    await expect(become('stargazers_count')).toContainText('1');
    await expect(become('created_at')).toContainText('15 May 2019');
    await expect(become('site_admin')).toContainText('no');
    await screenshots(page, 'story-mapping');
    await tabTo(page, page.getByRole('button', { name: 'Save and continue' }));
    await keyboard.press('Enter');
  });

  const url = await test.step('the live test turns green by a real call', async () => {
    await expect(page.getByText('Waiting for the first call')).toBeVisible();
    // Where nobody is concerned is suggested; this is a story, so it goes on with real users.
    await expect(page.getByRole('heading', { name: 'Endpoint of Test' })).toBeVisible();
    await page.getByRole('radiogroup', { name: 'Environment' }).getByText('Production').click();
    const endpoint = await copyable(page, 'URL of Production');
    expect(await send(endpoint, STAR)).toBe(200);
    await expect(page.getByText('It works', { exact: true })).toBeVisible();
    await expect(page.getByText('The latest call was taken for Codertocat.')).toBeVisible();
    await screenshots(page, 'story-green');
    expect(await send(endpoint, FORK)).toBe(200);
    await expect(page.getByText(/^Say with action, full_name, .* and 2 more who/)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Make a segment' })).toHaveAttribute(
      'href',
      '/systems/octo-forge/production/segments/new',
    );
    await page.getByRole('link', { name: 'Done' }).click();
    await expect(page.getByRole('button', { name: /Taken Octocoders/ })).toBeVisible();
    return endpoint;
  });

  await test.step('a segment is made with its count in view, by keyboard', async () => {
    await goTo(page, 'Segments');
    await page.getByRole('link', { name: 'New segment' }).focus();
    await keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Name', { exact: true }));
    await keyboard.type('Stargazers');
    await tabTo(page, page.getByRole('button', { name: 'Add rule to the condition' }));
    await keyboard.press('Enter');
    await keyboard.type('stargazers');
    await expect(page.getByRole('option')).toHaveCount(1);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Operator of rule 1' })).toBeFocused();
    await keyboard.press('Tab');
    await keyboard.type('1');
    const matching = page.getByRole('region', { name: 'Matching users' });
    await expect(matching).toContainText('1of 2 users');
    await expect(matching.getByRole('link', { name: 'Codertocat' })).toBeVisible();
    await expect(matching).toContainText('created_at: 15 May 2019');
    await expect(matching).toContainText('site_admin: no');
    await screenshots(page, 'story-segment');
    await page.getByRole('button', { name: 'Create segment' }).focus();
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/\/segments\/stargazers$/);
  });

  const clientKey = await test.step('it is published, with who enters in view', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('link', { name: 'Environments' }).click();
    const key = await copyable(page, 'client key of Production');
    expect(await pageLoad(server, key, 'Codertocat')).toEqual([]);
    await goTo(page, 'Publish');
    const card = page.getByRole('listitem').filter({ hasText: 'Stargazers' });
    await expect(card.getByText('+1 enter')).toBeVisible();
    await screenshots(page, 'story-publish');
    await page.getByRole('button', { name: 'Publish to Production' }).focus();
    await keyboard.press('Enter');
    const question = page.getByRole('dialog', { name: 'Publish version 1 to Production?' });
    await expect(question.getByRole('row', { name: 'Stargazers' })).toContainText('+1');
    await expect(question.getByRole('textbox', { name: 'Note' })).toBeFocused();
    await keyboard.type('For those who starred');
    await screenshots(page, 'story-publish-question');
    await tabTo(page, question.getByRole('button', { name: 'Publish version 1' }));
    await keyboard.press('Enter');
    await expect(page.getByText('Production is up to date')).toBeVisible();
    await expect(page.getByText('Version 1 is live, with its one segment')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    return key;
  });

  await test.step('the page is told how to ask, and what is told works', async () => {
    const how = page.getByRole('region', { name: 'How a page asks for its segments' });
    await expect(how).toContainText('"segments":["stargazers"],"publication":1');
    const script = await copyable(page, 'script for Production');
    expect(script).toContain(clientKey);
    const marked = await copyable(page, 'marked element');
    const site = await Site.start();
    const shop = await page.context().newPage();
    await shop.goto(
      site.put('/', `<!doctype html>${script.replace('ann@example.com', 'Codertocat')}${marked}`),
    );
    await expect(shop.getByText('Only for those who are in it.')).toBeVisible();
    await shop.close();
    await site.stop();
    const command = (await copyable(page, 'command for Production')).replace(
      'ann@example.com',
      'Codertocat',
    );
    expect(execFileSync('sh', ['-c', command.replace('curl ', 'curl -s ')]).toString()).toContain(
      '"segments":["stargazers"]',
    );
    await screenshots(page, 'story-published');
  });

  expect(await pageLoad(server, clientKey, 'Codertocat')).toEqual(['stargazers']);
  expect(await pageLoad(server, clientKey, 'Octocoders')).toEqual([]);

  await test.step('a payload without its sender is refused, with the reason', async () => {
    await goTo(page, 'Integrations');
    await page.getByRole('link', { name: 'GitHub' }).first().click();
    await expect(page.getByText('Live: what comes appears here at once')).toBeVisible();
    expect(await send(url, ANONYMOUS)).toBe(422);
    await page.getByRole('button', { name: /Refused/ }).click();
    await expect(page.getByText('Refused: It does not say whom it is about')).toBeVisible();
    await expect(page.getByLabel('payload', { exact: true })).toContainText('"started"');
    // A replay would be refused again.
    await expect(page.getByRole('button', { name: 'Mend the mapping with it' })).toHaveAttribute(
      'data-variant',
      'filled',
    );
    await expect(page.getByRole('button', { name: 'Replay', exact: true })).toHaveAttribute(
      'data-variant',
      'default',
    );
    await screenshots(page, 'story-refused');
  });

  await test.step('the mapping is mended with it, and the replay is green', async () => {
    await page.getByRole('button', { name: 'Mend the mapping with it' }).click();
    await expect(
      page.getByText(/In this sample the identifier at "sender.login" is not in the body/),
    ).toBeVisible();
    await page.getByRole('combobox', { name: 'Identifier' }).fill('repository.owner.login');
    await expect(page.getByText('In this sample: Codertocat')).toBeVisible();
    await page.getByRole('button', { name: 'Review and save' }).click();
    const account = page.getByRole('dialog');
    await expect(account).toContainText('repository.owner.login instead of sender.login');
    await account.getByRole('button', { name: 'Save' }).click();
    await expect(account).toBeHidden();
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('button', { name: /Refused/ }).click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await expect(page.getByText('Replayed: it was taken now.')).toBeVisible();
    await expect(page.getByRole('button', { name: /Taken Codertocat/ })).toHaveCount(2);
    await screenshots(page, 'story-replayed');
  });

  await test.step('the user is found, with why they are in the segment', async () => {
    await goTo(page, 'Users');
    await page.getByLabel('Find by the beginning of the identifier').fill('Coder');
    await expect(page.getByText('1 of 2 users, 50 %')).toBeVisible();
    await screenshots(page, 'story-users');
    await page.getByRole('link', { name: 'Codertocat' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Codertocat');
    await expect(page.getByRole('region', { name: 'Attributes' })).toContainText('started');
    const reason = page.getByRole('group').filter({ hasText: 'Stargazers' });
    await expect(reason).toContainText('in it');
    await reason.getByText('Stargazers', { exact: true }).click();
    await expect(reason).toContainText('holds: GitHub stargazers_count is at least 1');
    await screenshots(page, 'story-user');
  });

  await test.step('insights break the users down by an attribute', async () => {
    await goTo(page, 'Insights');
    await page.getByRole('link', { name: 'Breakdown' }).click();
    const by = page.getByRole('combobox', { name: 'By', exact: true });
    await by.click();
    await page.getByRole('option', { name: /^full_name/ }).click();
    const table = page.getByRole('table', { name: /^Users by/ });
    await expect(table.getByRole('row', { name: /Codertocat\/Hello-World/ })).toContainText('2');
    await by.click();
    await page.getByRole('option', { name: /^action/ }).click();
    await expect(table.getByRole('row', { name: /started/ })).toContainText('50 %');
    await expect(table.getByRole('row', { name: /No value/ })).toContainText('50 %');
    await screenshots(page, 'story-insights');
    await table.getByRole('link', { name: 'started', exact: true }).click();
    await page.getByRole('link', { name: 'List the 1 user' }).click();
    await expect(page.getByRole('row', { name: /Codertocat/ })).toBeVisible();
    await expect(page.getByText('1 of 2 users, 50 %')).toBeVisible();
  });
});
