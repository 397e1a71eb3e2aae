import { sameCondition } from '../conditions/condition';
import type { Condition, PublicationInFull } from '../shared/contract';

export type Definition = PublicationInFull['definitions'][number];

/** A segment that two publications do not have alike. */
export interface Difference {
  segment: string;
  name: string;
  change: 'added' | 'changed' | 'removed';
  before: Definition | null;
  after: Definition | null;
}

/** What a step from one publication to another changes, by key. */
export function differences(from: Definition[], to: Definition[]): Difference[] {
  const before = new Map(from.map((definition) => [definition.key, definition]));
  const after = new Map(to.map((definition) => [definition.key, definition]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key): Difference[] => {
    const [old, now] = [before.get(key) ?? null, after.get(key) ?? null];
    if (old && now && same(old, now)) return [];
    const change = !old ? 'added' : !now ? 'removed' : 'changed';
    return [{ segment: key, name: (now ?? old)!.name, change, before: old, after: now }];
  });
}

const same = (one: Definition, other: Definition): boolean =>
  one.name === other.name &&
  one.description === other.description &&
  sameCondition(one.condition, other.condition);

// Every user has an identifier; a group without rules may only be outermost.
const NOBODY: Condition = { field: 'user.id', operator: 'null' };
const EVERYBODY: Condition = { field: 'user.id', operator: 'notNull' };

/**
 * The condition with the segments that it names written out as they were published with it, so that
 * it means the same wherever it is asked.
 */
export function writtenOut(condition: Condition, definitions: Definition[], depth = 0): Condition {
  if ('rules' in condition) {
    const rules = condition.rules.map((part) => writtenOut(part, definitions, depth));
    return { ...condition, rules };
  }
  if (condition.field !== 'segment' || depth > 8) return condition;
  const keys = [condition.value].flat();
  const negative = condition.operator === '!=' || condition.operator === 'notIn';
  return {
    combinator: 'or',
    ...(negative ? { not: true } : {}),
    rules: keys.map((key): Condition => {
      const definition = definitions.find((one) => one.key === key);
      return definition
        ? grouped(writtenOut(definition.condition, definitions, depth + 1))
        : NOBODY;
    }),
  };
}

const grouped = (condition: Condition): Condition =>
  'rules' in condition && condition.rules.length === 0
    ? condition.not
      ? NOBODY
      : EVERYBODY
    : condition;

/** Whom one condition holds for and another does not: who enters by a step from the other to it. */
export function without(one: Condition | null, other: Condition | null): Condition {
  if (!one) return NOBODY;
  if (!other) return one;
  return {
    combinator: 'and',
    rules: [grouped(one), { combinator: 'and', not: true, rules: [grouped(other)] }],
  };
}
