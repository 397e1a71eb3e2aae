import type { Webhook, WebhookAttempt, WebhookTest } from '../shared/contract';
import { count } from '../shared/time';

export const STATES: Record<Webhook['state'], { label: string; color: string }> = {
  ok: { label: 'works', color: 'green' },
  failing: { label: 'failing', color: 'red' },
  paused: { label: 'paused', color: 'red' },
  disabled: { label: 'off', color: 'gray' },
};

export const ATTEMPTS: Record<WebhookAttempt['state'], { label: string; color: string }> = {
  delivered: { label: 'delivered', color: 'green' },
  failed: { label: 'failed', color: 'red' },
  'given-up': { label: 'given up', color: 'red' },
};

/** What a webhook tells of. */
export const aboutWords = (segment: string | null, names: Map<string, string>): string =>
  segment === null ? 'all live segments' : (names.get(segment) ?? `${segment}, which is gone`);

/** How it is doing, in a sentence or two. */
export function stateWords({ state, sent, waiting, trouble }: Webhook): string {
  switch (state) {
    case 'disabled':
      return 'Nothing is told while it is off, and what happens meanwhile is not told later.';
    case 'ok':
      return sent === 0 && waiting === 0
        ? 'Nobody has entered or left since it was made or switched on.'
        : 'Messages get through.';
    case 'failing':
      return `Messages do not get through${because(trouble)}. They are tried again, with growing pauses, until 24 hours after the change.`;
    case 'paused':
      return `Several messages in a row did not get through${because(trouble)}. After a pause one is tried; the others wait, and none is lost meanwhile.`;
  }
}

const because = (trouble: string | null): string => (trouble === null ? '' : `: ${trouble}`);

/** What became of a test message. */
export function testWords({ delivered, status, trouble, durationMillis }: WebhookTest): string {
  const took = `after ${count(durationMillis)} ms`;
  return delivered
    ? `It was delivered: the answer was ${status} ${took}.`
    : `It was not delivered: ${trouble ?? 'nobody knows why'} (${took}).`;
}

/** A URL that somebody typed; null where it is none. */
export function parsed(text: string): URL | null {
  try {
    return new URL(text.trim());
  } catch {
    return null;
  }
}

/** What is wrong with a URL that somebody typed; null where nothing is. */
export function urlFault(text: string): string | null {
  const url = parsed(text);
  return url && /^https?:$/.test(url.protocol)
    ? null
    : 'Enter a URL such as https://hooks.example.com/muster.';
}
