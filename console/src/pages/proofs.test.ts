import { execFileSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from './proofs';

const SECRET = 'k9v2m4x7a3c5e8h2j6n9p4r7t2w5y8b3d6f9g2k4';
const SALTS = [null, 'mx5t8w3y', `a"b'c\\d$e#{f}%g`];
const USERS = ['ann@example.com', 'Ünal 🙂 “x”'];

/** How a sample is called with users, and printed a line each; in files of a folder of its own. */
const RUNS: Record<string, (code: string) => [file: string, text: string, command: string[]]> = {
  node: (code) => [
    'hash.mjs',
    `${code}\nfor (const user of process.argv.slice(2)) console.log(musterHash(user));`,
    ['node', 'hash.mjs'],
  ],
  // A file that is run begins with the class that is run.
  java: (code) => [
    'Main.java',
    code.replace(
      'public final class',
      `public class Main {
         public static void main(String[] users) throws Exception {
           for (String user : users) System.out.println(MusterHash.of(user));
         }
       }
       final class`,
    ),
    ['java', 'Main.java'],
  ],
  python: (code) => [
    'hash.py',
    `${code}\n\nimport sys\nfor user in sys.argv[1:]: print(muster_hash(user))`,
    ['python3', 'hash.py'],
  ],
  php: (code) => [
    'hash.php',
    `${code}\nforeach (array_slice($argv, 1) as $user) echo muster_hash($user), "\\n";`,
    ['php', 'hash.php'],
  ],
  ruby: (code) => [
    'hash.rb',
    `${code}\nARGV.each { |user| puts muster_hash(user) }`,
    ['ruby', 'hash.rb'],
  ],
  go: (code) => [
    'hash.go',
    `package main\n\n${code}\n
     func main() { for _, user := range os.Args[1:] { os.Stdout.WriteString(musterHash(user) + "\\n") } }`,
    ['go', 'run', 'hash.go'],
  ],
};

const VERSION: Record<string, string[]> = {
  node: ['node', '--version'],
  java: ['java', '--version'],
  python: ['python3', '--version'],
  php: ['php', '--version'],
  ruby: ['ruby', '--version'],
  go: ['go', 'version'],
};

const has = ([command = '', ...parameters]: string[] = []) => {
  try {
    execFileSync(command, parameters, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-proofs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hex = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('hex');
const utf8 = (text: string) => Buffer.from(text, 'utf8');

/** What the server asks for, by another implementation than the samples'. */
async function expected(user: string, salt: string | null): Promise<string> {
  const sent =
    salt === null ? user : hex(await webcrypto.subtle.digest('SHA-256', utf8(salt + user)));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', utf8(SECRET), algorithm, false, ['sign']);
  return hex(await webcrypto.subtle.sign('HMAC', key, utf8(sent)));
}

/** Runs a sample. */
function run(language: string, code: string): string[] {
  const [file, text, [command = '', ...parameters]] = RUNS[language]!(code);
  writeFileSync(join(folder, file), text);
  return execFileSync(command, [...parameters, ...USERS], {
    cwd: folder,
    env: { ...process.env, MUSTER_SECRET: SECRET, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    encoding: 'utf8',
    timeout: 60_000,
  })
    .trim()
    .split(/\r?\n/);
}

// Node is what runs this; the others are tried where they are installed.
describe.each(LANGUAGES)('$label', ({ value, sample }) => {
  test.skipIf(value !== 'node' && !has(VERSION[value]))(
    'proves identifiers as the server asks for it, hashed and as they are',
    { timeout: 120_000 },
    async () => {
      for (const salt of SALTS) {
        const proofs = USERS.map((user) => expected(user, salt));
        expect(run(value, sample(salt))).toEqual(await Promise.all(proofs));
      }
    },
  );
});
