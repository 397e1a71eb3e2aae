import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { MusterServer } from '../../console/e2e/server';
import { expect, test, type Page } from './fixtures';

// The real clients, at the versions of src/test/npm.
const PACKAGES = fileURLToPath(new URL('../../src/test/npm', import.meta.url));
const SOON = { timeout: 1_000 };

/** What of the SDKs is used here; the one for browsers and the one for servers have it in common. */
interface Details {
  value: boolean;
  reason?: string;
  variant?: string;
  errorCode?: string;
  errorMessage?: string;
  flagMetadata: Record<string, unknown>;
}

type Context = Record<string, unknown>;

interface Web {
  OpenFeature: {
    setContext(context: Context): Promise<void>;
    setProviderAndWait(provider: unknown): Promise<void>;
    getClient(): {
      getBooleanDetails(key: string, fallback: boolean): Details;
      getBooleanValue(key: string, fallback: boolean): boolean;
    };
  };
  OFREPWebProvider: new (options: object) => unknown;
}

interface Server {
  OpenFeature: {
    setProviderAndWait(domain: string, provider: unknown): Promise<void>;
    getClient(domain: string): {
      getBooleanDetails(key: string, fallback: boolean, context: Context): Promise<Details>;
    };
  };
}

/** The SDK for browsers and its provider as one script. */
async function bundle(): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    format: 'iife',
    stdin: {
      resolveDir: PACKAGES,
      contents: `
        import { OpenFeature } from '@openfeature/web-sdk';
        import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
        window.web = { OpenFeature, OFREPWebProvider };`,
    },
  });
  return outputFiles[0]!.text;
}

/** Connects the page as the documentation says; gives what was wrong. */
const connect = (page: Page, baseUrl: string, key: string, context: Context) =>
  page.evaluate(
    async ([url, clientKey, who]) => {
      const { OpenFeature, OFREPWebProvider } = (window as unknown as { web: Web }).web;
      await OpenFeature.setContext(who);
      try {
        await OpenFeature.setProviderAndWait(
          new OFREPWebProvider({
            baseUrl: url,
            headers: [['Authorization', `Bearer ${clientKey}`]],
          }),
        );
        return '';
      } catch (error) {
        return String(error);
      }
    },
    [baseUrl, key, context] as const,
  );

const details = (page: Page, segment: string) =>
  page.evaluate(
    (key) =>
      (window as unknown as { web: Web }).web.OpenFeature.getClient().getBooleanDetails(key, false),
    segment,
  );
const value = (page: Page, segment: string) => async () => (await details(page, segment)).value;

const PAGE = '<!doctype html><script src="/openfeature.js"></script>';

test('the web SDK knows the segments as flags, of whoever its context names, and follows them', async ({
  page,
  site,
  shop,
  server,
}) => {
  site.put('/openfeature.js', await bundle());
  await page.goto(site.put('/home', PAGE));
  const url = `${site.url}/home`;
  expect(
    await connect(page, server.url, shop.clientKey, { targetingKey: 'ann@example.com', url }),
  ).toBe('');
  expect(await details(page, 'pros')).toMatchObject({
    value: true,
    reason: 'TARGETING_MATCH',
    variant: 'in',
  });
  // The page is in the context.
  expect(await details(page, 'home')).toMatchObject({ value: true });
  expect(await details(page, 'nothing')).toMatchObject({
    value: false,
    errorCode: 'FLAG_NOT_FOUND',
  });

  const become = (context: Context) =>
    page.evaluate(
      (who) => (window as unknown as { web: Web }).web.OpenFeature.setContext(who),
      context,
    );
  await become({ targetingKey: 'bob@example.com' });
  expect(await details(page, 'pros')).toMatchObject({ value: false, reason: 'DEFAULT' });
  expect(await details(page, 'home')).toMatchObject({ value: false });

  // An update, and a publication, of which nobody told the page but the event stream.
  await expect.poll(() => server.metric('muster_event_streams')).toBe(1);
  await shop.update('bob@example.com', 'pro');
  await expect.poll(value(page, 'pros'), SOON).toBe(true);
  await shop.segment('paying', 'crm.plan', 'pro');
  await shop.publish();
  await expect.poll(value(page, 'paying'), SOON).toBe(true);
  await shop.update('bob@example.com', 'free');
  await expect.poll(value(page, 'paying'), SOON).toBe(false);
});

test('the web SDK is told what is wrong: an unknown key, no user, a refused origin', async ({
  page,
  site,
  shop,
  server,
}) => {
  site.put('/openfeature.js', await bundle());
  const ann = { targetingKey: 'ann@example.com' };
  await page.goto(site.put('/', PAGE));
  expect(await connect(page, server.url, 'nobodys-key', ann)).toContain('ProviderFatalError');
  expect(await details(page, 'pros')).toMatchObject({ value: false });

  await page.goto(site.put('/', PAGE));
  expect(await connect(page, server.url, shop.clientKey, {})).toContain('GeneralError');

  await shop.environment({ allowedOrigins: ['https://elsewhere.example'] });
  await page.goto(site.put('/', PAGE));
  expect(await connect(page, server.url, shop.clientKey, ann)).toContain('ProviderFatalError');
  await shop.environment({ allowedOrigins: [site.url] });
  await page.goto(site.put('/', PAGE));
  expect(await connect(page, server.url, shop.clientKey, ann)).toBe('');
  expect(await details(page, 'pros')).toMatchObject({ value: true });
  await shop.update('ann@example.com', 'free');
  await expect.poll(value(page, 'pros'), SOON).toBe(false);
});

test('where proof is asked for, the web SDK has it in its context', async ({
  page,
  site,
  shop,
  server,
}) => {
  site.put('/openfeature.js', await bundle());
  const { secret } = await server.call<{ secret: string }>(
    'POST',
    `${shop.path}/environments/production/verification-secrets`,
    {},
  );
  await shop.environment({ verificationRequired: true });
  const targetingKey = 'ann@example.com';
  const hash = createHmac('sha256', secret).update(targetingKey).digest('hex');
  await page.goto(site.put('/', PAGE));
  expect(await connect(page, server.url, shop.clientKey, { targetingKey })).toContain(
    'ProviderFatalError',
  );
  await page.goto(site.put('/', PAGE));
  expect(await connect(page, server.url, shop.clientKey, { targetingKey, hash })).toBe('');
  expect(await details(page, 'pros')).toMatchObject({ value: true });
  await shop.update(targetingKey, 'free');
  await expect.poll(value(page, 'pros'), SOON).toBe(false);
});

test('the server SDK for Node asks for one segment at a time', async ({ shop, server }) => {
  const require = createRequire(`${PACKAGES}/package.json`);
  const { OpenFeature } = require('@openfeature/server-sdk') as Server;
  const { OFREPProvider } = require('@openfeature/ofrep-provider') as {
    OFREPProvider: new (options: object) => unknown;
  };
  const client = async (baseUrl: string, key: string) => {
    const domain = `${baseUrl} ${key}`;
    await OpenFeature.setProviderAndWait(
      domain,
      new OFREPProvider({ baseUrl, headers: [['Authorization', `Bearer ${key}`]] }),
    );
    return OpenFeature.getClient(domain);
  };
  const ann = { targetingKey: 'ann@example.com' };
  const node = await client(server.url, shop.clientKey);
  expect(await node.getBooleanDetails('pros', false, ann)).toMatchObject({
    value: true,
    reason: 'TARGETING_MATCH',
    variant: 'in',
    flagMetadata: { publication: 1 },
  });
  expect(await node.getBooleanDetails('pros', true, { targetingKey: 'bob' })).toMatchObject({
    value: false,
    reason: 'DEFAULT',
  });
  await shop.update('ann@example.com', 'free');
  expect((await node.getBooleanDetails('pros', true, ann)).value).toBe(false);
  expect(await node.getBooleanDetails('nothing', true, ann)).toMatchObject({
    value: true,
    errorCode: 'FLAG_NOT_FOUND',
  });
  expect(await node.getBooleanDetails('pros', false, {})).toMatchObject({
    errorCode: 'TARGETING_KEY_MISSING',
  });
  expect(
    await node.getBooleanDetails('pros', false, { targetingKey: 'x'.repeat(300) }),
  ).toMatchObject({ errorCode: 'INVALID_CONTEXT' });
  const nobody = await client(server.url, 'nobodys-key');
  expect(await nobody.getBooleanDetails('pros', true, ann)).toMatchObject({
    value: true,
    errorCode: 'GENERAL',
  });

  // A server that lets an address ask twice a minute.
  const slow = await MusterServer.start({
    MUSTER_PAGE_LOAD_RATE: '2',
    MUSTER_PAGE_LOAD_RATE_EXEMPT: '192.0.2.1',
  });
  try {
    const { environments } = await slow.call<{
      environments: { key: string; clientKey: string }[];
    }>('POST', '/api/v1/systems', { key: 'slow', name: 'Slow' });
    const often = await client(slow.url, environments[0]!.clientKey);
    for (let i = 0; i < 2; i++) {
      expect(await often.getBooleanDetails('pros', false, ann)).toMatchObject({
        errorCode: 'FLAG_NOT_FOUND',
      });
    }
    const refused = await often.getBooleanDetails('pros', false, ann);
    expect(refused).toMatchObject({ value: false, errorCode: 'GENERAL' });
    // It keeps quiet until the time that it was told.
    expect(await often.getBooleanDetails('pros', false, ann)).toMatchObject({
      errorCode: 'GENERAL',
    });
  } finally {
    await slow.stop();
  }
});
