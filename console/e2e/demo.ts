import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../muster', import.meta.url));
const START_MILLIS_MAX = 120_000;

export interface Demo {
  url: string;
  email: string;
  password: string;
  /** Where the shop's page is. */
  shop: string;
  /** Where the CRM sends to. */
  endpoint: string;
  stop: () => Promise<void>;
}

/** `./muster demo` as a newcomer runs it, in a directory of its own and on free ports. */
export function startDemo(...options: string[]): Promise<Demo> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-demo-'));
  const child: ChildProcess = spawn(
    LAUNCHER,
    ['demo', '--port', '0', '--shop-port', '0', '--data', directory, ...options],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(timer);
    rmSync(directory, { recursive: true, force: true });
  };
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => {
      void stop().then(() => reject(new Error(`the demo did not get ready:\n${text}`)));
    }, START_MILLIS_MAX);
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const said = /sign in at (\S+) as (\S+) with the password (\S+)/.exec(text);
      const endpoint = /\$MUSTER(\/in\/\S+)/.exec(text)?.[1];
      const shop = /the shop is on (\S+)/.exec(text)?.[1];
      if (said && endpoint && shop && text.includes('Ctrl-C ends it')) {
        clearTimeout(timer);
        const [, url = '', email = '', password = ''] = said;
        resolve({ url, email, password, shop, endpoint: url + endpoint, stop });
      }
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
  });
}
