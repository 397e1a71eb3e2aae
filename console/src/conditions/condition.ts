import type { RuleGroupType, RuleType } from 'react-querybuilder';
import type { Condition, ConditionGroup, ConditionRule, Operator } from '../shared/contract';
import type { RuleField } from './fields';
import { operatorOf } from './operators';
import { missing } from './value';
import { capitalised } from '../shared/words';

export const RULES_MAX = 200;
export const DEPTH_MAX = 8;

// More than the server takes, so that it can say so.
const READ_DEPTH_MAX = 32;

/** A rule as it is edited: with an identity, and perhaps not finished. */
export interface Rule extends RuleType {
  ignoreCase?: boolean;
}
export type Group = RuleGroupType<Rule>;

/** Everybody: the condition without rules. */
export const EVERYBODY: Condition = { combinator: 'and', rules: [] };

const isGroup = (part: Rule | Group): part is Group => 'rules' in part;

let ids = 0;
const nextId = () => `rule-${++ids}`;

/** The condition as it is edited. One that is a single rule becomes a group with that rule. */
export function editable(condition: Condition): Group {
  const root = 'rules' in condition ? condition : { rules: [condition] };
  const part = (json: Condition): Rule | Group =>
    'rules' in json
      ? {
          id: nextId(),
          combinator: json.combinator ?? 'and',
          not: json.not ?? false,
          rules: json.rules.map(part),
        }
      : {
          id: nextId(),
          field: json.field,
          operator: json.operator,
          value: json.value ?? null,
          ...(json.ignoreCase ? { ignoreCase: true } : {}),
        };
  return part(root) as Group;
}

/** What was edited as the condition that the API takes, with nothing in it that says nothing. */
export function conditionOf(group: Group): Condition {
  return {
    combinator: group.combinator === 'or' ? 'or' : 'and',
    ...(group.not ? { not: true } : {}),
    rules: group.rules.map((part): Condition => {
      if (isGroup(part)) return conditionOf(part);
      const { field, operator, ignoreCase } = part;
      const value = part.value as unknown;
      const none = operator === 'null' || operator === 'notNull';
      return {
        field,
        operator: operator as Operator,
        ...(none || value === null || value === undefined ? {} : { value }),
        ...(ignoreCase && !none ? { ignoreCase: true } : {}),
      };
    }),
  };
}

/** Whether a condition leaves anybody out. */
export const narrows = (condition: Condition | null): condition is Condition =>
  condition !== null && !('rules' in condition && condition.rules.length === 0 && !condition.not);

/** The condition as a group, so that what is wrong with a single rule has the rule's place. */
export const grouped = (condition: Condition): Condition => conditionOf(editable(condition));

/** Whether two conditions are the same, however they were written. */
export const sameCondition = (one: Condition, other: Condition): boolean =>
  JSON.stringify(sorted(grouped(one))) === JSON.stringify(sorted(grouped(other)));

// The order of keys in `{amount, unit}` says nothing.
const sorted = (json: unknown): unknown => {
  if (Array.isArray(json)) return json.map(sorted);
  if (json === null || typeof json !== 'object') return json;
  const entries = Object.entries(json).map(([key, value]) => [key, sorted(value)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b)));
};

/** A condition as a link carries it; null where it is none. Whether its rules are right, the server says. */
export function readCondition(text: string): Condition | null {
  try {
    const json: unknown = JSON.parse(text);
    return isCondition(json, 1) ? json : null;
  } catch {
    return null;
  }
}

const isCondition = (json: unknown, depth: number): json is Condition => {
  if (typeof json !== 'object' || json === null || depth > READ_DEPTH_MAX) return false;
  if (!('rules' in json)) {
    return (
      'field' in json &&
      typeof json.field === 'string' &&
      'operator' in json &&
      typeof json.operator === 'string'
    );
  }
  const { rules } = json;
  return Array.isArray(rules) && rules.every((rule) => isCondition(rule, depth + 1));
};

/** The condition with more rules that have to hold as well; those that it asks for already are not repeated. */
export function narrowed(condition: Condition, more: ConditionRule[]): Condition {
  const whole = grouped(condition) as ConditionGroup;
  const plain = !whole.not && (whole.combinator === 'and' || whole.rules.length === 0);
  const rules = plain ? whole.rules : [whole];
  const added = more.filter((rule) => !rules.some((one) => sameCondition(one, rule)));
  return { combinator: 'and', rules: [...rules, ...added] };
}

/** Whether a rule looks at what is known only while a page loads; not those of segments in it. */
export const asksPage = (condition: Condition): boolean =>
  'rules' in condition
    ? condition.rules.some(asksPage)
    : /^(page|browser|time)\./.test(condition.field);

/** How many rules there are in all groups. */
export const countRules = (group: Group): number =>
  group.rules.reduce((sum, part) => sum + (isGroup(part) ? countRules(part) : 1), 0);

/** How deep groups lie in each other, the outermost counted. */
export const depthOf = (group: Group): number =>
  1 + Math.max(0, ...group.rules.map((part) => (isGroup(part) ? depthOf(part) : 0)));

/** Where a part is: `0.2` for the third part of the first group; empty for the whole. */
export const placeOf = (path: number[]): string => path.join('.');

/** The group with the rule at the path replaced. */
export function withRule(group: Group, path: number[], rule: Rule): Group {
  const [at, ...inside] = path;
  return {
    ...group,
    rules: group.rules.map((part, index) =>
      index !== at ? part : isGroup(part) ? withRule(part, inside, rule) : rule,
    ),
  };
}

/**
 * The group in which the rule at the path asks another field as well: whichever of both it holds for is enough, or, where
 * `both` have to hold, as they say what is not, both are needed. They lie in a group of their own, unless the one around
 * them says that already.
 *
 * @return the changed group, and the id of the rule that was added
 */
export function withAlso(
  group: Group,
  path: number[],
  { field, both }: { field: string; both: boolean },
): { group: Group; added: string } {
  const added = nextId();
  const combinator = both ? 'and' : 'or';
  const change = (within: Group, [at, ...inside]: number[]): Group => ({
    ...within,
    rules: within.rules.flatMap((part, index) => {
      if (index !== at) return [part];
      if (isGroup(part)) return [change(part, inside)];
      const pair = [part, { ...part, id: added, field }];
      return alsoNests(within, both)
        ? [{ id: nextId(), combinator, not: false, rules: pair }]
        : pair;
    }),
  });
  return { group: change(group, path), added };
}

/** Whether a rule that asks another field as well needs a group of its own, in which both are. */
export const alsoNests = ({ combinator }: Group, both: boolean): boolean =>
  (combinator === 'or') === both;

/** For each rule of a group the fields that its other rules ask in the same way. */
export function askedAlike({ rules }: Group): ReadonlyMap<Rule, string[]> {
  const alike = new Map<string, Rule[]>();
  const asking = ({ operator, value, ignoreCase }: Rule) =>
    JSON.stringify([operator, sorted(value as unknown), ignoreCase ?? false]);
  const single = rules.filter((part): part is Rule => !isGroup(part));
  for (const rule of single) alike.set(asking(rule), [...(alike.get(asking(rule)) ?? []), rule]);
  return new Map(
    single.map((rule) => [rule, (alike.get(asking(rule)) ?? []).map(({ field }) => field)]),
  );
}

/** The group with another word on how many rules of the group at the path have to hold. */
export function withSentence(
  group: Group,
  path: number[],
  sentence: { combinator: 'and' | 'or'; not: boolean },
): Group {
  const [at, ...inside] = path;
  if (at === undefined) return { ...group, ...sentence };
  return {
    ...group,
    rules: group.rules.map((part, index) =>
      index === at && isGroup(part) ? withSentence(part, inside, sentence) : part,
    ),
  };
}

/** What is still missing, by place, said to whoever is editing. */
export function unfinished(group: Group, fields: RuleField[]): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (part: Rule | Group, path: number[]) => {
    if (isGroup(part)) {
      if (part.rules.length === 0 && path.length > 0) {
        found.set(placeOf(path), 'Add a rule to this group, or remove the group.');
      }
      part.rules.forEach((inner, at) => visit(inner, [...path, at]));
      return;
    }
    if (!part.field) {
      found.set(placeOf(path), 'Choose what the rule looks at.');
      return;
    }
    const field = fields.find(({ name }) => name === part.field);
    const operator = field && operatorOf(field.type, part.operator);
    const lacking = operator ? missing(part.value, operator.shape) : null;
    if (lacking) found.set(placeOf(path), lacking);
  };
  visit(group, []);
  return found;
}

/** A problem's errors by the place of the rule that each is about. */
export function errorsByPlace(errors: { path: string; reason: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, reason } of errors) {
    const inside = /^(?:condition\b\.?)?((?:rules\[\d+\]\.?)*)(.*)$/.exec(path);
    const place = [...(inside?.[1] ?? '').matchAll(/\d+/g)].join('.');
    found.set(place, [...(found.get(place) ?? []), sentence(inside?.[2] ?? '', reason)]);
  }
  return found;
}

/** A reason begins with what it is about, or with a verb whose subject is the part of the rule. */
function sentence(part: string, reason: string): string {
  const subject =
    part.replace(/\[(\d+)\]$/, (_, at: string) => ` ${Number(at) + 1}`) || 'condition';
  const words = /^(is|has|repeats|names|must)\b/.test(reason) ? `the ${subject} ${reason}` : reason;
  const text = /^[a-z]+[ ,]/.test(words) ? capitalised(words) : words;
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
