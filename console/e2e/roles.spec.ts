import type { Page } from '@playwright/test';
import { expect, expectAccessible, screenshots, test } from './fixtures';
import type { MusterServer } from './server';

test.setTimeout(300_000);
test.use({ signedIn: false, actionTimeout: 30_000 });

const S = '/api/v1/systems/shop';
const P = '/systems/shop/production';

interface Prepared {
  /** A delivery that was refused, whose payload is kept. */
  refused: string;
  /** An upload with a row that was refused. */
  upload: string;
  endpoint: { url: string; token: string };
}

/** A shop with something on every page, and a change that is not published yet. */
async function prepare(server: MusterServer): Promise<Prepared> {
  await server.system('shop', 'Shop');
  const { endpoints } = await server.call<{
    endpoints: Record<string, { url: string; token: string }>;
  }>('POST', `${S}/integrations`, {
    key: 'crm',
    name: 'CRM',
    identifier: 'email',
    properties: [
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'arr', name: 'arr', type: 'number' },
      { path: 'signup', name: 'signup', type: 'date' },
    ],
  });
  await server.call('POST', `${S}/integrations`, {
    key: 'erp',
    name: 'ERP',
    identifier: 'not-mapped-yet',
    properties: [],
  });
  const endpoint = endpoints.production!;
  const send = async (body: unknown) => {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { deliveryId: string };
  };
  await send({ email: 'ann@example.com', plan: 'pro', arr: 1200, signup: '2026-05-01' });
  await send({ email: 'bob@example.com', plan: 'free' });
  const { deliveryId } = await send({ plan: 'a secret of the payload' });
  const upload = await uploaded(
    server,
    'email,tier\nann@example.com,gold\n,a secret of the file\n',
  );
  const pro = { field: 'crm.plan', operator: '=', value: 'pro' };
  await server.call('POST', `${S}/segments`, { key: 'pro', name: 'Pro', condition: pro });
  await server.call('POST', `${S}/environments/production/publications`, { note: 'First' });
  await server.call('PUT', `${S}/segments/pro`, { name: 'Professionals' });
  await server.call('POST', `${S}/environments/production/publications`, { note: 'Second' });
  await server.call('PUT', `${S}/segments/pro`, { name: 'Pro customers' });
  await server.call('POST', `${S}/filters`, { key: 'pros', name: 'Pros', condition: pro });
  await server.call('POST', `${S}/reports`, {
    key: 'weekly',
    name: 'Weekly',
    environment: 'production',
    view: 'breakdown',
    query: { field: 'crm.plan' },
  });
  const items = [{ report: 'weekly', width: 3 }];
  await server.call('POST', `${S}/dashboards`, { key: 'board', name: 'Board', items });
  return { refused: deliveryId, upload, endpoint };
}

/** A file that was uploaded to an integration of its own; the upload's id. */
async function uploaded(server: MusterServer, content: string): Promise<string> {
  await server.call('POST', `${S}/integrations`, {
    key: 'list',
    name: 'List',
    kind: 'csv',
    identifier: 'email',
    properties: [{ path: 'tier', name: 'tier', type: 'string' }],
  });
  const uploads = `${S}/integrations/list/uploads`;
  const response = await fetch(`${server.url}${uploads}?environment=production&file=list.csv`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${server.adminToken}`, 'Content-Type': 'text/csv' },
    body: content,
  });
  const { id } = (await response.json()) as { id: string };
  const status = async () =>
    (await server.call<{ status: string }>('GET', `${uploads}/${id}`)).status;
  await expect.poll(status).toBe('done');
  // Of a store that cannot be reached.
  await server.call('PUT', `${S}/integrations/list/schedule?environment=production`, {
    source: {
      kind: 'bucket',
      endpoint: 'http://127.0.0.1:1',
      region: 'auto',
      bucket: 'exports',
      accessKeyId: 'the-key',
      secretAccessKey: 'a secret of the bucket',
    },
    everyMinutes: 1_440,
  });
  return id;
}

let invited = 0;

/** Somebody who is invited with a role, joins by the link, and is signed in. */
async function join(page: Page, server: MusterServer, role: string): Promise<void> {
  const { link } = await server.call<{ link: { url: string } }>('POST', '/api/v1/people', {
    email: `${role}-${test.info().workerIndex}-${++invited}@example.com`,
    name: `A ${role}`,
    role,
  });
  await page.goto(link.url);
  await page.getByLabel('Password', { exact: true }).fill('a few plain words');
  await page.getByRole('button', { name: 'Join and sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Integrations');
}

/** Notes what the server refuses. */
function refusalsOf(page: Page): string[] {
  const refusals: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refusals.push(`${response.status()} ${response.url()}`);
  });
  return refusals;
}

/** Everything on a page that can be pressed or followed, as it is called. */
async function offered(page: Page): Promise<string[]> {
  const all = page.getByRole('button').or(page.getByRole('link')).or(page.getByRole('menuitem'));
  const names = await all.evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility())
      .filter((element) => !element.matches(':disabled, [aria-disabled="true"]'))
      .map((element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim()),
  );
  return names;
}

/** Opens a page, waits until it is all there, and says what it offers. */
async function open(page: Page, path: string, title: string | RegExp): Promise<string[]> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  // Neither that a delivery was refused, nor that a bucket does not answer, nor that some page has an unknown key, which
  // every environment is told and which other tests may have left, is a failure of the page.
  await expect(
    page.getByRole('alert').filter({
      hasNotText: /refused|client key that no environment has|The last look went wrong/i,
    }),
  ).toHaveCount(0);
  return offered(page);
}

/** What only others may do, as buttons call it. */
const EDITING =
  /^(New|Create|Save|Discard|Delete|Replace|Replay|Mend|Rename|Set up|Finish|Send to|Catch|Add rule|Add group|More about|Choose a file|Upload to|Dry run|Undo|Cancel|Download the refused|Look now|Send again)/;
const PUBLISHING = /^(Publish to|Restore)/;
const ADMINISTERING =
  /^(Erase|Export$|Invite|Add environment|New token|Actions for|Tokens$|People|Audit log|Replace the key|Retire|Make a|Require|Remove the secret|Change the salt|Turn hashing|Add http|Remove the schedule|Set up a schedule)/;

test('a viewer sees every page, is offered nothing that is refused, and told where secrets are', async ({
  page,
  server,
}) => {
  const { refused, upload, endpoint } = await prepare(server);
  await join(page, server, 'viewer');
  const refusals = refusalsOf(page);
  const walk = async (path: string, title: string | RegExp, shows: (string | RegExp)[] = []) => {
    const names = await open(page, path, title);
    const forbidden = names.filter((name) =>
      [EDITING, PUBLISHING, ADMINISTERING].some((kind) => kind.test(name)),
    );
    expect(forbidden, `offered to a viewer on ${path}`).toEqual([]);
    for (const text of shows) await expect(page.getByText(text).first()).toBeVisible();
    expect(await page.content(), `the endpoint's token on ${path}`).not.toContain(endpoint.token);
    expect(refusals, `refused on ${path}`).toEqual([]);
  };

  await walk(`${P}/integrations`, 'Integrations', ['CRM', 'Not mapped yet']);
  await screenshots(page, 'viewer-integrations');
  await walk(`${P}/integrations/new`, 'New integration', ['This needs the role Editor']);
  await screenshots(page, 'viewer-needs-role');
  await walk(`${P}/integrations/crm/deliveries`, 'CRM', ['ann@example.com']);
  await walk(`${P}/integrations/crm/deliveries?open=${refused}`, 'CRM', [
    'It is kept, but only an editor may read it.',
  ]);
  expect(await page.content()).not.toContain('a secret of the payload');
  await screenshots(page, 'viewer-delivery');
  await walk(`${P}/integrations/crm/mapping`, 'CRM', ['What is kept']);
  await screenshots(page, 'viewer-mapping');
  await walk(`${P}/integrations/crm/endpoint`, 'CRM', ['Only an editor sees the endpoint']);
  await screenshots(page, 'viewer-endpoint');
  await page.getByRole('button', { name: 'Try only' }).click();
  await expect(page.getByText(/^Would be/)).toBeVisible();
  await walk(`${P}/integrations/crm/settings`, 'CRM', ['Keep what was refused']);
  await walk(`${P}/integrations/crm/set-up`, 'CRM');
  await expect(page).toHaveURL(/\/crm\/deliveries$/);
  await walk(`${P}/integrations/erp/deliveries`, 'ERP');
  await walk(`${P}/integrations/list`, 'List', ['list.csv', 'by MUSTER_ADMIN_TOKEN']);
  await expect(page).toHaveURL(/\/list\/uploads$/);
  await walk(`${P}/integrations/list/uploads/${upload}`, 'list.csv', [
    '2 rows read, 1 of them taken.',
    'Download a report',
  ]);
  await screenshots(page, 'viewer-upload');
  await walk(`${P}/integrations/list/schedule`, 'List', [
    'Nothing answers at http://127.0.0.1:1.',
    'Only an administrator can change it.',
  ]);
  await screenshots(page, 'viewer-schedule');
  await walk('/systems/shop/test/integrations/list/schedule', 'List', [
    /An administrator can set it up/,
  ]);
  await walk(`${P}/integrations/list/mapping`, 'List', ['What is kept']);
  await walk(`${P}/integrations/list/settings`, 'List');

  await walk(`${P}/segments`, 'Segments', ['Pro customers']);
  await walk(`${P}/segments/new`, 'New segment', ['This needs the role Editor']);
  await walk(`${P}/segments/pro`, 'Pro customers', [
    'of 2 users',
    'Someone with the role publisher can publish it.',
  ]);
  await expect(page.getByLabel('Name', { exact: true })).toBeDisabled();
  await page.getByLabel('User', { exact: true }).fill('ann@example.com');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('has "pro"')).toBeVisible();
  await screenshots(page, 'viewer-segment');

  await walk(`${P}/publish`, 'Publish', ['Publishing needs the role publisher.']);
  await screenshots(page, 'viewer-publish');
  await walk(`${P}/publish/versions`, 'Publish', ['Version 2', 'Compare with live']);
  await page.getByRole('link', { name: 'Compare with live: version 1' }).click();
  await expect(page.getByText('1 difference')).toBeVisible();
  expect((await offered(page)).filter((name) => PUBLISHING.test(name))).toEqual([]);

  await walk(`${P}/users`, 'Users', ['ann@example.com', '2 users']);
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await expect(page.getByRole('dialog', { name: 'Which users' })).toBeVisible();
  await page.keyboard.press('Escape');
  await walk(`${P}/users/ann%40example.com`, 'ann@example.com', ['in it', '1 May 2026']);
  await screenshots(page, 'viewer-user');
  await walk(`/systems/shop/test/users`, 'Users', ['Test has no users yet']);
  await walk(`${P}/insights?filter=pros`, 'Overview', ['of 2 users']);
  for (const view of ['trend', 'breakdown', 'pages', 'retention', 'segments']) {
    await walk(`${P}/insights/${view}?filter=pros`, /^(Trend|Breakdown|Pages|Retention|Segments)$/);
  }
  await page.getByRole('button', { name: 'Edit the condition' }).click();
  await expect(page.getByRole('button', { name: 'Add rule to the condition' })).toBeVisible();
  await screenshots(page, 'viewer-insights');
  await walk(`${P}/insights/reports`, 'Reports', ['Weekly', 'Board']);
  await walk(`${P}/insights/reports/report/weekly`, 'Weekly', ['Of 2 users']);
  await walk(`${P}/insights/reports/dashboard/board`, 'Board', ['Open the report']);

  await walk(`${P}/settings/system`, 'Shop', [
    'Attributes in use',
    /needs the role Admin\. Ask an administrator/,
  ]);
  await screenshots(page, 'viewer-settings');
  await walk(`${P}/settings/environments`, 'Environments', ['Production']);
  await walk(`${P}/pages`, 'Connect your pages', ['Script for Production', 'Other ways']);
  await walk(`${P}/pages/user`, 'How a page knows its user', ['Only an administrator can change']);
  await page.getByLabel('Lines of the page').fill("muster.identify('ann@example.com')");
  await expect(page.getByText('The user would be')).toBeVisible();
  await screenshots(page, 'viewer-pages-user');
  await walk(`${P}/pages/access`, 'Who may ask in Production', ['Pages of any origin may ask']);
  await screenshots(page, 'viewer-pages-access');
  await walk(`${P}/pages/answers`, 'What pages get', ['Only an administrator can change']);
  await screenshots(page, 'viewer-pages-answers');
  await walk(`${P}/pages/installed`, 'Installed in Production?', ['Nothing has arrived yet']);
  for (const [part, title] of [
    ['people', 'People'],
    ['tokens', 'Tokens'],
    ['audit', 'Audit log'],
  ] as const) {
    await walk(`${P}/settings/${part}`, title, ['This needs the role Admin']);
  }
  await expectAccessible(page);
  await walk('/systems/new', 'New system', ['This needs the role Admin']);
  await screenshots(page, 'viewer-new-system');
  expect(refusals).toEqual([]);
});

test('an editor sets up everything, and is told who publishes', async ({ page, server }) => {
  const { refused, upload, endpoint } = await prepare(server);
  await join(page, server, 'editor');
  const refusals = refusalsOf(page);
  const walk = async (path: string, title: string | RegExp, offers: string[] = []) => {
    const names = await open(page, path, title);
    const forbidden = names.filter((name) => PUBLISHING.test(name) || ADMINISTERING.test(name));
    expect(forbidden, `offered to an editor on ${path}`).toEqual([]);
    for (const offer of offers) {
      await expect(
        page
          .getByRole('button', { name: offer })
          .or(page.getByRole('link', { name: offer }))
          .first(),
      ).toBeVisible();
    }
    expect(refusals, `refused on ${path}`).toEqual([]);
  };
  await walk(`${P}/integrations`, 'Integrations', ['New integration']);
  await walk(`${P}/integrations/crm/deliveries?open=${refused}`, 'CRM', ['Replay']);
  await expect(page.getByLabel('payload', { exact: true })).toContainText(
    'a secret of the payload',
  );
  await walk(`${P}/integrations/crm/endpoint`, 'CRM', ['Replace the URL', 'Send to Production']);
  await expect(page.getByLabel('URL of Production', { exact: true })).toHaveText(endpoint.url);
  await walk(`${P}/integrations/list/uploads`, 'List', ['Choose a file', 'Undo list.csv']);
  await walk(`${P}/integrations/list/uploads/${upload}`, 'list.csv', ['Download the refused rows']);
  await walk(`${P}/integrations/list/schedule`, 'List', ['Look now']);
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect(page.getByText('Only an administrator can change it.')).toBeVisible();
  await walk(`${P}/segments/pro`, 'Pro customers', ['Save', 'Delete']);
  await expect(page.getByText('Someone with the role publisher can publish it.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Review and publish' })).toBeHidden();
  await walk(`${P}/publish`, 'Publish');
  await expect(page.getByText('Publishing needs the role publisher.')).toBeVisible();
  await screenshots(page, 'editor-publish');
  await walk(`${P}/publish/versions`, 'Publish', ['Compare with live: version 1']);
  await walk(`${P}/publish/compare?from=2&to=1`, /.*/);
  await walk(`${P}/users/ann%40example.com`, 'ann@example.com');
  await walk(`${P}/insights?filter=pros`, 'Overview', ['More about Pros']);
  await walk(`${P}/settings`, 'Shop');
  await walk(`${P}/settings/environments`, 'Environments');
  for (const tab of ['', '/user', '/access', '/answers', '/installed']) {
    await walk(`${P}/pages${tab}`, /.*/);
  }
  await walk(`${P}/settings/audit`, 'Audit log');
  await expect(page.getByText('This needs the role Admin')).toBeVisible();
});
