import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A payload as a tool sends it. */
export type Payload = Record<string, Record<string, unknown>>;

interface Example {
  name: string;
  examples: Payload[];
}

const GITHUB = JSON.parse(
  readFileSync(
    fileURLToPath(
      new URL(
        '../../src/test/npm/node_modules/@octokit/webhooks-examples/api.github.com/index.json',
        import.meta.url,
      ),
    ),
    'utf8',
  ),
) as Example[];

/** What GitHub documents that it sends at an event, from the package `@octokit/webhooks-examples`. */
export function github(event: string, at = 0): Payload {
  const payload = GITHUB.find(({ name }) => name === event)?.examples[at];
  if (!payload) throw new Error(`no example ${at} of ${event}`);
  return payload;
}
