import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, screenshots, test } from './fixtures';

const S = '/api/v1/systems/hooks';
const PAGE = '/systems/hooks/production/publish/webhooks';

/** Somebody who is told: keeps what came, and answers as it is set to. */
class Receiver {
  status = 204;
  readonly came: { signature: string; body: string }[] = [];
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        receiver.came.push({
          signature: String(request.headers['webhook-signature']),
          body: Buffer.concat(parts).toString(),
        });
        response.writeHead(receiver.status).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/told?by=muster`;
  }

  types(): string[] {
    return this.came.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

test('a manager has another system told who enters and leaves a segment, and sees what became of it', async ({
  page,
  server,
}) => {
  test.setTimeout(180_000);
  await server.system('hooks', 'Hooks');
  const { endpoints } = await server.call<{ endpoints: Record<string, { url: string }> }>(
    'POST',
    `${S}/integrations`,
    {
      key: 'crm',
      name: 'CRM',
      identifier: 'email',
      properties: [{ path: 'plan', name: 'plan', type: 'string' }],
    },
  );
  const send = (body: unknown) =>
    fetch(endpoints.production!.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const pro = { field: 'crm.plan', operator: '=', value: 'pro' };
  await server.call('POST', `${S}/segments`, { key: 'pro', name: 'Pro', condition: pro });
  await server.call('POST', `${S}/environments/production/publications`, { note: '' });
  const receiver = await Receiver.start();
  try {
    await page.goto(PAGE);
    await expect(page.getByText('Nobody is told about Production yet')).toBeVisible();
    await screenshots(page, 'webhooks-empty');
    await page.getByRole('button', { name: 'New webhook' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Tell the CRM');
    await expect(dialog.getByLabel('Key')).toHaveValue('tell-the-crm');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await expect(dialog.getByText(/Enter a URL such as/)).toBeVisible();
    await dialog.getByLabel('URL').fill(receiver.url);
    await dialog.getByRole('combobox', { name: 'Segment' }).click();
    await page.getByRole('option', { name: 'Pro', exact: true }).click();
    await screenshots(page, 'webhooks-new');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await expect(page.getByText(/^whsec_/)).toBeVisible();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tell the CRM');
    await expect(page.getByText('Nothing was sent yet.')).toBeVisible();

    await page.getByRole('button', { name: 'Send a test' }).click();
    await expect(page.getByText(/It was delivered: the answer was 204/)).toBeVisible();
    expect(receiver.types()).toEqual(['webhook.test']);
    expect(receiver.came[0]!.signature).toMatch(/^v1,/);

    await send({ email: 'ann@example.com', plan: 'pro' });
    await expect(page.getByText('delivered', { exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('link', { name: 'ann@example.com' })).toBeVisible();
    expect(receiver.types()).toEqual(['webhook.test', 'segment.entered']);

    receiver.status = 500;
    await send({ email: 'ann@example.com', plan: 'free' });
    await expect(page.getByText('failed', { exact: true }).first()).toBeVisible({
      timeout: 20_000,
    });
    await expect(page.getByText(/Messages do not get through/)).toBeVisible();
    await screenshots(page, 'webhook-failing');
    receiver.status = 204;
    await page
      .getByRole('button', { name: /^Send now what ann@example\.com left/ })
      .first()
      .click();
    await expect.poll(() => receiver.types().at(-1)).toBe('segment.left');
    await expect(page.getByText('Messages get through.')).toBeVisible({ timeout: 20_000 });
    await page.getByText('Failed', { exact: true }).click();
    await expect(page.getByText('delivered', { exact: true })).toHaveCount(0);
    await screenshots(page, 'webhook');

    await page.getByRole('link', { name: 'Webhooks' }).first().click();
    await expect(page.getByRole('link', { name: 'Tell the CRM' })).toBeVisible();
    await screenshots(page, 'webhooks');
    await page.getByRole('link', { name: 'Tell the CRM' }).click();
    await page.getByRole('button', { name: 'Switch off' }).click();
    await expect(page.getByText(/Nothing is told while it is off/)).toBeVisible();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('Nobody is told about Production yet')).toBeVisible();
  } finally {
    receiver.stop();
  }
});
