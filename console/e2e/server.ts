import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../muster', import.meta.url));
const SET_UP = /muster: set up on (\S+\/link#\S+)/;
const READY = /muster: ready on (http:\/\/\S+)/;
const START_MILLIS_MAX = 100_000;

export const ADMIN = {
  name: 'Ada Admin',
  email: 'ada@example.com',
  password: 'a few plain words',
};

interface Cookie {
  name: string;
  value: string;
  url: string;
}

/** A Muster of its own for the tests of one worker: the built server over a fresh directory. */
export class MusterServer {
  readonly url: string;
  readonly adminToken: string;
  /** All that it has printed so far. */
  readonly output: () => string;
  private readonly process: ChildProcess;
  private readonly directory: string;

  private cookies: Promise<Cookie[]> | undefined;

  private constructor(
    url: string,
    adminToken: string,
    output: () => string,
    process: ChildProcess,
    directory: string,
  ) {
    this.url = url;
    this.adminToken = adminToken;
    this.output = output;
    this.process = process;
    this.directory = directory;
  }

  static start(settings: Record<string, string> = {}): Promise<MusterServer> {
    const directory = mkdtempSync(join(tmpdir(), 'muster-e2e-'));
    const adminToken = `e2e-${crypto.randomUUID()}`;
    const child = spawn(LAUNCHER, ['serve', '--port', '0', '--data', join(directory, 'data')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        MUSTER_ADMIN_TOKEN: adminToken,
        // None lives long enough to earn what it takes to compile well.
        MUSTER_JAVA_OPTS: '-Xmx512m -XX:TieredStopAtLevel=1',
        // What webhooks call is on this machine, too.
        MUSTER_WEBHOOK_TARGETS_ALLOWED: '127.0.0.1',
        ...settings,
      },
    });
    let text = '';
    return new Promise((resolve, reject) => {
      const failed = (why: string) => {
        child.kill('SIGKILL');
        rmSync(directory, { recursive: true, force: true });
        reject(new Error(`the server ${why}:\n${text}`));
      };
      const timer = setTimeout(() => failed('did not get ready'), START_MILLIS_MAX);
      const ended = () => {
        clearTimeout(timer);
        failed('ended before it was ready');
      };
      child.once('exit', ended);
      const read = (chunk: Buffer) => {
        text += chunk.toString();
        const url = READY.exec(text)?.[1];
        // Over a fresh directory the set-up link always follows, in a line of its own.
        if (url && SET_UP.test(text)) {
          clearTimeout(timer);
          child.off('exit', ended);
          resolve(new MusterServer(url, adminToken, () => text, child, directory));
        }
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
    });
  }

  /** Calls the API as an administrator's script would; throws with the answer unless it is 2xx. */
  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${this.adminToken}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  /** What it counts under a name without labels, for Prometheus. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
  }

  /** The one-time link that the first start printed. */
  get setUpLink(): string {
    const link = SET_UP.exec(this.output())?.[1];
    if (!link) throw new Error(`no set-up link was printed:\n${this.output()}`);
    return link;
  }

  /** The session of the first administrator, whom the first call makes out of the set-up link. */
  adminCookies(): Promise<Cookie[]> {
    this.cookies ??= this.setUp();
    return this.cookies;
  }

  private async setUp(): Promise<Cookie[]> {
    const secret = this.setUpLink.split('#')[1];
    const response = await fetch(`${this.url}/api/v1/links/${secret}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(ADMIN),
    });
    if (!response.ok) throw new Error(`set-up: ${response.status} ${await response.text()}`);
    return response.headers.getSetCookie().map((header) => {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      return { name, value, url: this.url };
    });
  }

  /** Removes what tests before have made. */
  async empty(): Promise<void> {
    const { items } = await this.call<{ items: { key: string }[] }>('GET', '/api/v1/systems');
    for (const { key } of items) await this.call('DELETE', `/api/v1/systems/${key}?confirm=true`);
  }

  /** A new system, the only one. */
  async system(key: string, name: string): Promise<void> {
    await this.empty();
    await this.call('POST', '/api/v1/systems', { key, name, timeZone: 'Europe/Berlin' });
  }

  /** Uploads a file as a script does, and waits until it is over. */
  async upload<T extends { id: string; status: string }>(
    integration: string,
    file: string,
    content: string,
    options = '',
  ): Promise<T> {
    const response = await fetch(
      `${this.url}${integration}/uploads?environment=production&file=${file}${options}`,
      {
        method: 'POST',
        headers: { Authorization: `Bearer ${this.adminToken}`, 'Content-Type': 'text/csv' },
        body: content,
      },
    );
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    const { id } = (await response.json()) as T;
    for (let tries = 0; tries < 200; tries++) {
      const now = await this.call<T>('GET', `${integration}/uploads/${id}`);
      if (['done', 'failed', 'cancelled'].includes(now.status)) return now;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`upload ${id} does not end`);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(timer);
    rmSync(this.directory, { recursive: true, force: true });
  }
}
