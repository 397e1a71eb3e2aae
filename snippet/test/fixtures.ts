import { expect, test as base } from '../../console/e2e/fixtures';
import { Site } from './site';

export { expect };
export type { Page } from '../../console/e2e/fixtures';

/** A shop whose live segments are `pros` (crm.plan is pro) and `home` (the page's path is /home). */
interface Shop {
  clientKey: string;
  script: string;
  /** The system's path in the API. */
  path: string;
  /** Sets what its pages are to do. */
  pages: (settings: object) => Promise<void>;
  /** Takes an update of a user, as from a CRM. */
  update: (email: string, plan: string) => Promise<void>;
  /** Makes a segment of one rule, which is live once it is published. */
  segment: (key: string, field: string, value: string) => Promise<void>;
  publish: () => Promise<void>;
  /** Changes the environment `production`. */
  environment: (change: object) => Promise<void>;
}

interface Fixtures {
  site: Site;
  shop: Shop;
}

interface Environment {
  key: string;
  clientKey: string;
}

const rule = (field: string, value: string) => ({
  combinator: 'and',
  rules: [{ field, operator: '=', value }],
});

let shops = 0;

export const test = base.extend<Fixtures>({
  // The pages are those of others, and some are broken on purpose.
  elsewhere: true,
  signedIn: false,
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures off the pattern
  site: async ({}, use) => {
    const site = await Site.start();
    await use(site);
    await site.stop();
  },
  shop: async ({ server }, use) => {
    const key = `pages-${base.info().workerIndex}-${++shops}`;
    const path = `/api/v1/systems/${key}`;
    const { environments } = await server.call<{ environments: Environment[] }>(
      'POST',
      '/api/v1/systems',
      { key, name: key },
    );
    const { endpoints } = await server.call<{ endpoints: Record<string, { url: string }> }>(
      'POST',
      `${path}/integrations`,
      {
        key: 'crm',
        name: 'CRM',
        identifier: 'email',
        properties: [{ path: 'plan', name: 'plan', type: 'string' }],
      },
    );
    const production = `${path}/environments/production`;
    const segment = async (name: string, field: string, value: string) => {
      const condition = rule(field, value);
      await server.call('POST', `${path}/segments`, { key: name, name, condition });
    };
    const publish = async () => {
      await server.call('POST', `${production}/publications`, {});
    };
    await segment('pros', 'crm.plan', 'pro');
    await segment('home', 'page.path', '/home');
    await publish();
    const update = async (email: string, plan: string) => {
      const { status } = await fetch(endpoints.production!.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ email, plan }),
      });
      expect(status).toBe(200);
    };
    await update('ann@example.com', 'pro');
    const { clientKey } = environments.find((one) => one.key === 'production')!;
    const pages = async (settings: object) => {
      await server.call('PUT', `${path}/page-settings?confirm=true`, settings);
    };
    const environment = async (change: object) => {
      await server.call('PUT', production, { name: 'Production', ...change });
    };
    await use({
      clientKey,
      script: `${server.url}/muster.js?key=${clientKey}`,
      path,
      pages,
      update,
      segment,
      publish,
      environment,
    });
  },
});
