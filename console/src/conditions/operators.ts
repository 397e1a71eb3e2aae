import type { Operator } from '../shared/contract';
import type { FieldType } from './fields';

/** What the value of a rule looks like, which its operator and the field's type decide together. */
export type Shape =
  | 'none'
  | 'text'
  | 'texts'
  | 'pattern'
  | 'number'
  | 'numbers'
  | 'numberRange'
  | 'boolean'
  | 'day'
  | 'moment'
  | 'momentRange'
  | 'period'
  | 'segment'
  | 'segments';

/** An operator as rules of one type have it. */
export interface RuleOperator {
  name: Operator;
  /** Between the field and the value: "is one of". */
  words: string;
  shape: Shape;
}

type Row = [Operator, string, Shape];

const VALUED: Row[] = [
  ['notNull', 'has a value', 'none'],
  ['null', 'has no value', 'none'],
];

const ROWS: Record<FieldType, Row[]> = {
  string: [
    ['=', 'is', 'text'],
    ['!=', 'is not', 'text'],
    ['in', 'is one of', 'texts'],
    ['notIn', 'is not one of', 'texts'],
    ['contains', 'contains', 'text'],
    ['doesNotContain', 'does not contain', 'text'],
    ['beginsWith', 'begins with', 'text'],
    ['doesNotBeginWith', 'does not begin with', 'text'],
    ['endsWith', 'ends with', 'text'],
    ['doesNotEndWith', 'does not end with', 'text'],
    ['matches', 'matches', 'pattern'],
    ...VALUED,
  ],
  number: [
    ['=', 'is', 'number'],
    ['!=', 'is not', 'number'],
    ['>=', 'is at least', 'number'],
    ['>', 'is more than', 'number'],
    ['<=', 'is at most', 'number'],
    ['<', 'is less than', 'number'],
    ['between', 'is between', 'numberRange'],
    ['notBetween', 'is not between', 'numberRange'],
    ['in', 'is one of', 'numbers'],
    ['notIn', 'is not one of', 'numbers'],
    ...VALUED,
  ],
  boolean: [['=', 'is', 'boolean'], ['!=', 'is not', 'boolean'], ...VALUED],
  date: [
    ['inLast', 'is in the last', 'period'],
    ['notInLast', 'is not in the last', 'period'],
    ['inNext', 'is in the next', 'period'],
    ['=', 'is on', 'day'],
    ['!=', 'is not on', 'day'],
    ['<', 'is before', 'moment'],
    ['<=', 'is on or before', 'moment'],
    ['>', 'is after', 'moment'],
    ['>=', 'is on or after', 'moment'],
    ['between', 'is between', 'momentRange'],
    ['notBetween', 'is not between', 'momentRange'],
    ...VALUED,
  ],
  strings: [
    ['contains', 'contains', 'text'],
    ['doesNotContain', 'does not contain', 'text'],
    ['containsAny', 'contains any of', 'texts'],
    ['containsAll', 'contains all of', 'texts'],
    ...VALUED,
  ],
  segment: [
    ['=', 'is in', 'segment'],
    ['!=', 'is not in', 'segment'],
    ['in', 'is in any of', 'segments'],
    ['notIn', 'is in none of', 'segments'],
  ],
};

const OPERATORS = Object.fromEntries(
  Object.entries(ROWS).map(([type, rows]) => [
    type,
    rows.map(([name, words, shape]): RuleOperator => ({ name, words, shape })),
  ]),
) as Record<FieldType, RuleOperator[]>;

const FIRST: Partial<Record<FieldType, Operator>> = { number: '>=' };

/** The operators of a type, in the order of the picker. */
export const operatorsOf = (type: FieldType): RuleOperator[] => OPERATORS[type];

/** The operator of a type by its name; undefined where the type has none of that name. */
export const operatorOf = (type: FieldType, name: string): RuleOperator | undefined =>
  OPERATORS[type].find((operator) => operator.name === name);

/** What a new rule of a type begins with. */
export const firstOperator = (type: FieldType): RuleOperator =>
  operatorOf(type, FIRST[type] ?? '') ?? OPERATORS[type][0]!;

const NEGATIVE = new Set<string>([
  '!=',
  'notIn',
  'doesNotContain',
  'doesNotBeginWith',
  'doesNotEndWith',
  'notBetween',
  'notInLast',
]);

/** Whether a rule also holds for users without a value, which its words do not say. */
export const holdsWithoutValue = (type: FieldType, operator: string): boolean =>
  type !== 'segment' && NEGATIVE.has(operator);

/** Whether the rule can leave upper and lower case out of account. */
export const canIgnoreCase = (type: FieldType, shape: Shape): boolean =>
  (type === 'string' || type === 'strings') && shape !== 'none';
