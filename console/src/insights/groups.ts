import { dayIn, type Days } from '../conditions/period';
import { TEXT_CHARACTERS_MAX } from '../conditions/value';
import { instantOf } from '../conditions/zone';
import type { AttributeType, ConditionRule, Group } from '../shared/contract';
import { yesOrNo } from '../shared/value-words';
import { stretchWords } from './intervals';

const number = (value: unknown): string =>
  Number(value).toLocaleString('en', { maximumFractionDigits: 10 });

/** The first and the last day of a stretch of the calendar. */
export const daysOf = ({ from, to }: Group, timeZone: string): Days => ({
  from: dayIn(timeZone, String(from)),
  to: dayIn(timeZone, new Date(instantOf(String(to)) - 1).toISOString()),
});

/** What users of a group have: "pro", "0 – 100", "May 2026", "No value". */
export function groupLabel(group: Group, type: AttributeType, timeZone: string): string {
  if (group.rest !== undefined) return group.rest === 'missing' ? 'No value' : 'Other';
  if (group.value !== undefined) {
    if (typeof group.value === 'boolean') return yesOrNo(group.value);
    return group.value === '' ? '(empty text)' : group.value;
  }
  if (type !== 'date') return `${number(group.from)} – ${number(group.to)}`;
  return stretchWords(daysOf(group, timeZone));
}

/**
 * The rules that hold for just the users of a group; null where none can say it.
 *
 * @param all the groups, of which it is one
 */
export function groupRules(
  group: Group,
  field: string,
  type: AttributeType,
  all: Group[],
  timeZone: string,
): ConditionRule[] | null {
  if (group.rest === 'missing') return [{ field, operator: 'null' }];
  if (group.rest === 'other') return otherRules(field, type, all, timeZone);
  if (group.value !== undefined) {
    if (String(group.value).length > TEXT_CHARACTERS_MAX) return null;
    return [{ field, operator: type === 'strings' ? 'contains' : '=', value: group.value }];
  }
  if (type !== 'date') {
    return [
      { field, operator: '>=', value: group.from },
      { field, operator: '<', value: group.to },
    ];
  }
  const { from, to } = daysOf(group, timeZone);
  return from === to
    ? [{ field, operator: '=', value: from }]
    : [{ field, operator: 'between', value: [from, to] }];
}

/** Of those that are not listed: other values, or dates before the first. */
function otherRules(
  field: string,
  type: AttributeType,
  all: Group[],
  timeZone: string,
): ConditionRule[] | null {
  const listed = all.filter(({ rest }) => rest === undefined);
  const valued: ConditionRule = { field, operator: 'notNull' };
  const values = listed.map(({ value }) => String(value));
  if (values.some((value) => value.length > TEXT_CHARACTERS_MAX)) return null;
  switch (type) {
    case 'string':
      return [valued, { field, operator: 'notIn', value: values }];
    case 'strings':
      return [
        valued,
        ...values.map((value): ConditionRule => ({ field, operator: 'doesNotContain', value })),
      ];
    case 'date':
      return listed[0] ? [{ field, operator: '<', value: daysOf(listed[0], timeZone).from }] : null;
    case 'number':
    case 'boolean':
      return null;
  }
}
