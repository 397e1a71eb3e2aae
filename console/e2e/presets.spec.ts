import { createHmac } from 'node:crypto';
import type { Locator } from '@playwright/test';
import { expect, screenshots, test } from './fixtures';
import type { MusterServer } from './server';

// The machine that runs this may be slow and busy.
test.setTimeout(600_000);
const PATIENT = { timeout: 30_000 };

interface Integration {
  endpoints: Record<string, { url: string; secretMissing: boolean }>;
  identifier: string;
  receiving: {
    preset?: string;
    events?: { take: string[] };
    signature?: { scheme: string; header?: string };
    deliveryId?: { header?: string };
  };
}

let systems = 0;

async function startIn(server: MusterServer): Promise<string> {
  const key = `p${test.info().workerIndex}-${++systems}`;
  await server.call('POST', '/api/v1/systems', { key, name: `Shop ${key}` });
  return key;
}

const integrationOf = (server: MusterServer, system: string, key: string) =>
  server.call<Integration>('GET', `/api/v1/systems/${system}/integrations/${key}`);

const path = (system: string, rest = '', environment = 'production') =>
  `/systems/${system}/${environment}/integrations${rest}`;

/** Chooses the only one that is found for a text, by Enter. */
async function typed(sender: Locator, text: string): Promise<void> {
  await sender.click();
  await sender.pressSequentially(text);
  const found = sender.page().getByRole('option');
  await expect(found).toHaveCount(1);
  await expect(found).toHaveAttribute('data-combobox-selected', 'true');
  await sender.press('Enter');
}

let events = 0;

/** Posts an event as Stripe does; answers with the status. */
async function fromStripe(url: string, secret: string, plan: string): Promise<number> {
  const body = JSON.stringify({
    id: `evt_${++events}`,
    type: 'customer.updated',
    created: 1790000000 + events,
    data: { object: { id: 'cus_1', email: 'ann@example.com', metadata: { plan } } },
  });
  const time = Math.floor(Date.now() / 1000);
  const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${time},v1=${digest}` },
    body,
  });
  return status;
}

test('a manager sets up Stripe from its preset, pastes the secret, sees what Stripe signs arrive and what it does not sign refused, and changes the secret', async ({
  page,
  server,
}) => {
  const system = await startIn(server);
  await page.goto(path(system, '/new'));
  const sender = page.getByRole('combobox', { name: 'Sender' });
  await sender.click();
  await sender.fill('stri custom');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.getByRole('option', { name: /^Stripe Customers/ }).click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Stripe');
  await expect(page.getByRole('radio', { name: 'The customer’s e-mail address' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'customer.created' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'customer.deleted' }).check();
  await page.getByRole('checkbox', { name: 'customer.created' }).uncheck();
  await screenshots(page, 'preset-define');
  await page.getByRole('button', { name: 'Continue to the mapping' }).click();

  await expect(page.getByText('A typical payload of Stripe with made-up values')).toBeVisible(
    PATIENT,
  );
  await expect(page.getByRole('combobox', { name: 'Identifier' })).toHaveValue('data.object.email');
  await expect(page.getByRole('group', { name: 'What plan would become' })).toContainText(
    'pro',
    PATIENT,
  );
  await page.getByRole('button', { name: 'Save and continue' }).click();

  await expect(page.getByRole('heading', { name: 'In Stripe' })).toBeVisible(PATIENT);
  const made = await integrationOf(server, system, 'stripe');
  expect(made.receiving).toMatchObject({
    preset: 'stripe',
    events: { take: ['customer.updated', 'customer.deleted'] },
    signature: { scheme: 'stripe' },
  });
  const url = made.endpoints['test']!.url;
  await expect(page.getByText('No secret yet: every call to Test is refused')).toBeVisible(PATIENT);
  await screenshots(page, 'preset-test-no-secret');
  await page.getByLabel('Secret', { exact: true }).fill('whsec_the-first-of-them');
  await page.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByText('No secret yet')).toBeHidden(PATIENT);
  expect(await fromStripe(url, 'whsec_the-first-of-them', 'pro')).toBe(200);
  await expect(page.getByText('It works')).toBeVisible(PATIENT);
  expect(await fromStripe(url, 'whsec_of-somebody-else', 'free')).toBe(401);
  await expect(page.getByText('It is not proved to be the sender’s').first()).toBeVisible(PATIENT);
  await expect(page.getByText(/was not made with the secret of this endpoint/)).toBeVisible(
    PATIENT,
  );
  await screenshots(page, 'preset-test');

  // The secret is changed, and no call is lost.
  await page.goto(path(system, '/stripe/receiving', 'test'));
  const secrets = page.getByRole('list', { name: 'Secrets' });
  await expect(secrets.getByRole('listitem')).toHaveCount(1, PATIENT);
  await page.getByLabel('Secret', { exact: true }).fill('whsec_the-second-of-them');
  await page.getByLabel('Secret', { exact: true }).press('Enter');
  await expect(secrets.getByRole('listitem')).toHaveCount(2, PATIENT);
  expect(await fromStripe(url, 'whsec_the-first-of-them', 'pro')).toBe(200);
  expect(await fromStripe(url, 'whsec_the-second-of-them', 'pro')).toBe(200);
  await page.reload();
  await expect(secrets.getByText(/last call with it/)).toHaveCount(2, PATIENT);
  await screenshots(page, 'receiving-stripe');
  await secrets.getByRole('button', { name: 'Remove the secret' }).first().click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(secrets.getByRole('listitem')).toHaveCount(1, PATIENT);
  expect(await fromStripe(url, 'whsec_the-first-of-them', 'free')).toBe(401);
  expect(await fromStripe(url, 'whsec_the-second-of-them', 'pro')).toBe(200);

  // Wherever a secret is missing, the list says so.
  await page.goto(path(system));
  await expect(page.getByText('every call is refused').first()).toBeVisible(PATIENT);
  await screenshots(page, 'integrations-secret-missing');
});

test.describe('something else', () => {
  // Once what is typed is not right.
  test.use({ refusals: [422] });

  test('it is set up as before, and is told afterwards how it proves itself', async ({
    page,
    server,
  }) => {
    const system = await startIn(server);
    await page.goto(path(system, '/new'));
    await expect(page.getByRole('combobox', { name: 'Sender' })).toHaveValue('Something else');
    await page.getByLabel('Name').fill('Billing');
    await page.getByRole('button', { name: 'Continue to the mapping' }).click();
    await page
      .getByLabel('Sample', { exact: true })
      .fill('{"email": "ann@example.com", "plan": "pro", "kind": "changed"}');
    await page.getByRole('button', { name: 'Use this sample' }).click();
    await expect(page.getByRole('combobox', { name: 'Identifier' })).toHaveValue('email', PATIENT);
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByRole('button', { name: 'Send to Test' })).toBeVisible(PATIENT);

    await page.goto(path(system, '/billing/receiving'));
    const proof = page.getByRole('combobox', { name: 'Proof' });
    await proof.click();
    await page.getByRole('option', { name: 'A header field that has the secret' }).click();
    await page.getByRole('combobox', { name: 'Name of a delivery' }).click();
    await page.getByRole('option', { name: 'In a header field' }).click();
    await page.getByLabel('Name of a delivery: header field').fill('x-delivery');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Name the header field.')).toBeVisible();
    await page.getByLabel('Header field', { exact: true }).fill('x-not-§');
    await page.getByRole('combobox', { name: 'Allowed addresses' }).fill('nowhere');
    await page.getByRole('combobox', { name: 'Allowed addresses' }).press('Enter');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/is not the name of a header field/)).toBeVisible(PATIENT);
    await expect(page.getByText(/^nowhere: is not an address/)).toBeVisible();
    await screenshots(page, 'receiving-refused');
    // What is not saved is not lost by accident.
    await page.getByRole('link', { name: 'Endpoint and test' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByLabel('Header field', { exact: true }).fill('x-billing-secret');
    await page.getByRole('combobox', { name: 'Allowed addresses' }).press('Backspace');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(
      page.getByText(/^Saved. Every call to (Production and )?Test is refused until there is a/),
    ).toBeVisible(PATIENT);
    await expect(page.getByText('No secret yet: every call to Production is refused')).toBeVisible(
      PATIENT,
    );
    await page.getByRole('button', { name: 'Let Muster make one' }).click();
    const dialog = page.getByRole('dialog');
    const secret = await dialog.getByLabel('secret', { exact: true }).innerText();
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await expect(page.getByText('No secret yet')).toBeHidden(PATIENT);

    const { endpoints, receiving } = await integrationOf(server, system, 'billing');
    expect(receiving).toEqual({
      deliveryId: { header: 'x-delivery' },
      signature: { scheme: 'header', header: 'x-billing-secret', toleranceSeconds: 300 },
    });
    const send = async (headers: Record<string, string>) => {
      const { status } = await fetch(endpoints['production']!.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Delivery': '1', ...headers },
        body: '{"email": "ann@example.com"}',
      });
      return status;
    };
    expect(await send({})).toBe(401);
    expect(await send({ 'X-Billing-Secret': secret })).toBe(200);
    await page.getByRole('link', { name: 'Endpoint and test' }).click();
    await expect(page.getByText('It works')).toBeVisible(PATIENT);
    await expect(page.getByText(/only the sender can do/)).toBeVisible();

    // The tool turns out to be one that is known.
    await page.goto(path(system, '/billing/receiving'));
    const sender = page.getByRole('combobox', { name: 'Sender' });
    await sender.click();
    await page.getByRole('option', { name: /^Stripe Customers/ }).click();
    await page.getByRole('button', { name: 'Fill in' }).click();
    await expect(page.getByText('Filled in as Stripe sends, and not saved yet.')).toBeVisible();
    await expect(page.getByText(/calls are refused that are not signed as Stripe/)).toBeVisible();
    await expect(proof).toHaveValue('Stripe');
    await screenshots(page, 'receiving-filled-in');
    // Something else is nothing that is known, and what was typed is not saved.
    await typed(sender, 'something');
    await page.getByRole('button', { name: 'Fill in' }).click();
    await expect(page.getByText(/calls have to prove nothing any more/)).toBeVisible();
    await page.getByRole('button', { name: 'Discard the changes' }).click();
    await expect(proof).toHaveValue('A header field that has the secret');
    await typed(sender, 'stripe custom');
    await expect(sender).toHaveValue('Stripe');
    await page.getByRole('button', { name: 'Fill in' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(
      page.getByText(/^Saved. Every call to (Production and )?Test is refused until there is a/),
    ).toBeVisible(PATIENT);
    await expect(page.getByText('It is set up as Stripe sends.')).toBeVisible();
    expect((await integrationOf(server, system, 'billing')).receiving).toMatchObject({
      preset: 'stripe',
      events: { path: 'type' },
      signature: { scheme: 'stripe' },
    });
    await page.getByRole('link', { name: 'Its mapping' }).click();
    await page.getByRole('button', { name: 'Use another sample' }).click();
    await page.getByRole('button', { name: 'A typical one of Stripe' }).click();
    await page.getByRole('button', { name: /^Add what most people keep of Stripe/ }).click();
    await expect(page.getByRole('group', { name: 'What plan would become' })).toContainText(
      'pro',
      PATIENT,
    );
    await screenshots(page, 'mapping-known-sender');
    await page.getByRole('button', { name: 'Discard the changes' }).click();
  });
});
