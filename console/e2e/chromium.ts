import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];

/** The Chromium of this machine: `MUSTER_CHROMIUM`, else the first of these that is on the PATH. None is downloaded. */
export function chromium(): string {
  const candidates = process.env.MUSTER_CHROMIUM
    ? [process.env.MUSTER_CHROMIUM]
    : NAMES.flatMap((name) =>
        [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].map((folder) =>
          join(folder, name),
        ),
      );
  for (const candidate of candidates) {
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not this one.
    }
  }
  throw new Error(
    'Chromium is needed for the browser tests. ./muster test installs it; or set MUSTER_CHROMIUM.',
  );
}
