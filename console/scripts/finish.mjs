// After `vite build`: compresses every file once (so that the server never does), writes files.json
// (what the server serves, with type and tag), and holds the first load of every page to its budget.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const SCRIPT_BYTES_MAX = 250 * 1024;
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webp': 'image/webp',
};
const COMPRESSED = new Set(['.js', '.css', '.svg', '.json']);

const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
rmSync(join(dist, '.vite'), { recursive: true });

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
  .filter((path) => !/\.(br|gz)$/.test(path) && path !== 'files.json')
  .sort();

const index = files.map((path) => {
  const type = TYPES[extname(path)];
  if (!type) throw new Error(`no media type is known for ${path}; name it in scripts/finish.mjs`);
  const bytes = readFileSync(join(dist, path));
  const compressed = COMPRESSED.has(extname(path));
  if (compressed) {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    writeFileSync(join(dist, `${path}.br`), brotliCompressSync(bytes, quality));
    writeFileSync(join(dist, `${path}.gz`), gzipSync(bytes, { level: 9 }));
  }
  const tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  return { path, type, tag, compressed };
});
writeFileSync(join(dist, 'files.json'), JSON.stringify(index, null, 1));

// What a browser loads for a page: the entry, the page's own chunk, and what they import.
const scripts = (key, seen = new Set()) => {
  if (!seen.has(key)) {
    seen.add(key);
    (manifest[key].imports ?? []).forEach((imported) => scripts(imported, seen));
  }
  return seen;
};
const size = (keys) =>
  [...keys].reduce((sum, key) => sum + statSync(join(dist, `${manifest[key].file}.gz`)).size, 0);
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const first = scripts(entry);
const pages = (manifest[entry].dynamicImports ?? [])
  .concat(...[...first].map((key) => manifest[key].dynamicImports ?? []))
  .filter((key, at, all) => all.indexOf(key) === at);
// A page inside of a layout (src/insights/frame/InsightsLayout.tsx) comes with it.
const layoutOf = (key) =>
  pages.filter(
    (one) => /Layout\.tsx$/.test(one) && one.split('/')[1] === key.split('/')[1] && one !== key,
  );
const rows = pages
  .map((key) => ({
    page: key,
    bytes: size(
      new Set([key, ...layoutOf(key)].flatMap((one) => [...scripts(one)]).concat([...first])),
    ),
  }))
  .sort((a, b) => b.bytes - a.bytes);
console.log(`first load: ${(size(first) / 1024).toFixed(1)} KB of script (gzip) in every page`);
for (const { page, bytes } of rows) console.log(`${(bytes / 1024).toFixed(1)} KB  ${page}`);
const over = rows.filter(({ bytes }) => bytes > SCRIPT_BYTES_MAX);
if (over.length > 0 || size(first) > SCRIPT_BYTES_MAX) {
  console.error(
    `more than ${SCRIPT_BYTES_MAX / 1024} KB: ${over.map(({ page }) => page).join(', ')}`,
  );
  process.exit(1);
}
