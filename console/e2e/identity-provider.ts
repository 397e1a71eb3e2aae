import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PLACE = fileURLToPath(new URL('../../src/test/npm/', import.meta.url));
const START_MILLIS_MAX = 30_000;

/** A real OpenID Connect provider, the npm package oidc-provider, in a process of its own. */
export async function identityProvider() {
  const child = spawn('node', ['oidc-provider.mjs'], {
    cwd: PLACE,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: child.stdout });
  const waiting: { beginning: string; found: (rest: string) => void }[] = [];
  lines.on('line', (line) => {
    const at = waiting.findIndex(({ beginning }) => line.startsWith(beginning));
    const [one] = at < 0 ? [] : waiting.splice(at, 1);
    one?.found(line.slice(one.beginning.length));
  });
  /** The rest of the next line that begins so. */
  const said = (beginning: string) =>
    new Promise<string>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`the identity provider did not say "${beginning}"`)),
        START_MILLIS_MAX,
      );
      waiting.push({
        beginning,
        found: (rest) => {
          clearTimeout(timer);
          resolve(rest);
        },
      });
    });
  const port = await said('port ');
  return {
    /** What a server is told of it. */
    settings: {
      MUSTER_OIDC_ISSUER: `http://127.0.0.1:${port}`,
      MUSTER_OIDC_CLIENT_ID: 'muster',
      MUSTER_OIDC_CLIENT_SECRET: 'a-secret-of-the-test',
      MUSTER_OIDC_NAME: 'Corp',
      MUSTER_OIDC_DOMAINS: 'corp.example',
      MUSTER_OIDC_ROLE: 'editor',
    },
    /** Lets a server have people come back to it. */
    async expect(server: string): Promise<void> {
      const ready = said('ready');
      child.stdin.write(`${server}/api/v1/oidc/callback\n`);
      await ready;
    },
    stop: (): void => {
      child.kill('SIGKILL');
    },
  };
}
