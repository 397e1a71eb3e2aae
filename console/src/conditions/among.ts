import type { Among as AmongAll, PeriodRequest } from '../shared/contract';
import { whenWords } from './period';

/** Something that users did, by which a list of them is narrowed down. */
export type Among = AmongAll[number];

/** As many as the server takes at once. */
export const AMONG_MAX = 8;

const NEEDS: Record<Among['kind'], (keyof Among)[]> = {
  active: [],
  new: [],
  segment: ['segment'],
  entered: ['segment'],
};

/** What users did, as an address says it; null where it cannot be read. */
export function readAmong(text: string | null): Among[] | null {
  if (text === null) return [];
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) && json.length <= AMONG_MAX && json.every(isAmong) ? json : null;
  } catch {
    return null;
  }
}

function isAmong(json: unknown): json is Among {
  if (typeof json !== 'object' || json === null || !('kind' in json)) return false;
  const one = json as Partial<Record<keyof Among, unknown>>;
  const needs = Object.hasOwn(NEEDS, String(one.kind)) ? NEEDS[one.kind as Among['kind']] : null;
  return (
    needs !== null &&
    needs.every((name) => typeof one[name] === 'string') &&
    ['page', 'segment'].every((name) => isText(one[name as keyof Among])) &&
    (one.not === undefined || typeof one.not === 'boolean') &&
    (one.period === undefined || isPeriodRequest(one.period))
  );
}

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';

function isPeriodRequest(json: unknown): json is PeriodRequest {
  if (typeof json !== 'object' || json === null) return false;
  const { days, from, to } = json as Record<string, unknown>;
  const isDay = (day: unknown) =>
    day === undefined || (typeof day === 'string' && !Number.isNaN(Date.parse(day)));
  return (days === undefined || typeof days === 'number') && isDay(from) && isDay(to);
}

/** It as a sentence about users goes on: "loaded a page on 3 May 2026", "are not in VIP". */
export function amongWords(among: Among, nameOf: (segment: string) => string): string {
  const { kind, not = false, page, segment = '' } = among;
  const when = whenWords(among.period ?? {});
  switch (kind) {
    case 'active': {
      const what =
        page === undefined
          ? 'a page'
          : page === 'other'
            ? 'a page without a name of its own'
            : page;
      return `${not ? 'did not load' : 'loaded'} ${what} ${when}`;
    }
    case 'new':
      return `${not ? 'did not load their first page' : 'loaded their first page'} ${when}`;
    case 'segment':
      return among.period === undefined
        ? `are ${not ? 'not ' : ''}in ${nameOf(segment)}`
        : `${not ? 'did not load' : 'loaded'} a page ${when} while in ${nameOf(segment)}`;
    case 'entered':
      return `${not ? 'did not enter' : 'entered'} ${nameOf(segment)} ${when}`;
  }
}

/** Several in one sentence: "Users who are in VIP and loaded a page today". */
export function usersWho(parts: string[]): string {
  const last = parts.at(-1) ?? '';
  const before = parts.slice(0, -1).join(', ');
  return `Users who ${before ? `${before} and ` : ''}${last}`;
}
