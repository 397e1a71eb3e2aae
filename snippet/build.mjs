// Makes of the sources what pages load (`dist/muster.js`) and what npm packages import (`dist/muster.mjs`).
import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

/** A page loads the snippet on every visit: what it may weigh, compressed. */
const BYTES_MAX = 3 * 1024;

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const common = {
  bundle: true,
  minify: true,
  target: 'es2019',
  legalComments: 'none',
  define: { VERSION: JSON.stringify(version) },
};

await mkdir('dist', { recursive: true });
await build({
  ...common,
  entryPoints: ['src/muster.ts'],
  format: 'esm',
  outfile: 'dist/muster.mjs',
});
const { outputFiles } = await build({
  ...common,
  entryPoints: ['src/script.ts'],
  format: 'esm',
  write: false,
});
// A function of the settings; the server adds the call with those of the environment.
const script = `/*! Muster ${version} */(function(SETTINGS){${outputFiles[0].text.trim()}})`;
const bytes = gzipSync(script, { level: 9 }).length;
if (bytes > BYTES_MAX) {
  throw new Error(`the snippet has ${bytes} bytes compressed, at most ${BYTES_MAX} are allowed`);
}
await writeFile('dist/muster.js', script);
await writeFile('dist/size.json', `${JSON.stringify({ bytes })}\n`);
console.log(`muster.js: ${bytes} bytes compressed`);
