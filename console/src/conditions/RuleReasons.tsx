import { Badge, Box, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { Condition, ConditionGroup, RuleReason, SegmentReason } from '../shared/contract';
import { valueWords, yesOrNo } from '../shared/value-words';
import { useWhere } from '../shared/where';
import { useRuleFields } from './ConditionEditor';
import classes from './Explain.module.css';
import { SENTENCES, sentenceOf } from './sentences';

interface Props {
  rules: RuleReason[];
  /** Those that rules are about, to say why the user is in them or not. */
  segments: SegmentReason[];
  /** The segments that this lies in. */
  above?: string[];
  /** Whose rules these are, to show its groups as groups; without it they are a list. */
  condition?: Condition | undefined;
}

/** The rules of a condition, which of them hold for a user, and what the user has there. */
export function RuleReasons({ rules, segments, above = [], condition }: Props) {
  const shared = { segments, above };
  if (condition && 'rules' in condition) {
    const reasons = new Map(rules.map((rule) => [rule.path, rule]));
    // Where all of them decide, it need not be said of each.
    const some = rules.some(({ decides }) => !decides);
    return <Parts group={condition} path="" reasons={reasons} marked={some} {...shared} />;
  }
  return (
    <Stack gap={0} component="ul" className={classes.rules}>
      {rules.map((rule) => (
        <OneRule key={rule.path} rule={rule} {...shared} />
      ))}
    </Stack>
  );
}

interface PartsProps {
  group: ConditionGroup;
  /** Where the group is: `rules[1]`; empty for the whole. */
  path: string;
  /** By the rule's path. */
  reasons: Map<string, RuleReason>;
  /** Whether it is said which rules decide. */
  marked: boolean;
  segments: SegmentReason[];
  above: string[];
}

/** The parts of a group under the sentence of how many of them have to hold. */
function Parts({ group, path, ...shared }: PartsProps) {
  const { reasons, marked, segments, above } = shared;
  const sentence = SENTENCES.find(({ value }) => value === sentenceOf(group))?.label;
  const inner = (at: number) => `${path && `${path}.`}rules[${at}]`;
  return (
    <Box role="group" aria-label={sentence} miw={0} flex={1}>
      {(path !== '' || group.rules.length > 1 || group.not) && (
        <Text size="xs" fw={550} c="dimmed">
          {sentence}
        </Text>
      )}
      <Stack
        gap={0}
        component="ul"
        className={classes.rules}
        data-nested={path !== '' || undefined}
      >
        {group.rules.map((part, at) => {
          const place = inner(at);
          if ('rules' in part) {
            return (
              <li key={place}>
                <Mark holds={holdsOf(part, place, reasons)} />
                <Parts group={part} path={place} {...shared} />
              </li>
            );
          }
          const rule = reasons.get(place);
          return (
            rule && (
              <OneRule
                key={place}
                rule={rule}
                segments={segments}
                above={above}
                decides={marked && rule.decides}
              />
            )
          );
        })}
      </Stack>
    </Box>
  );
}

/** Whether a group holds by its rules; null where only a page load can tell. */
function holdsOf(
  group: ConditionGroup,
  path: string,
  reasons: Map<string, RuleReason>,
): boolean | null {
  const each = group.rules.map((part, at) => {
    const place = `${path}.rules[${at}]`;
    return 'rules' in part ? holdsOf(part, place, reasons) : (reasons.get(place)?.holds ?? null);
  });
  const any = group.combinator === 'or';
  // One that holds settles "any", one that fails settles "all".
  const holds = each.includes(any) ? any : each.includes(null) ? null : !any;
  return holds === null ? null : holds !== (group.not ?? false);
}

interface OneRuleProps {
  rule: RuleReason;
  segments: SegmentReason[];
  above: string[];
  decides?: boolean;
}

function OneRule({ rule, segments, above, decides }: OneRuleProps) {
  const { system } = useWhere();
  const fields = useRuleFields(true);
  const isDate = fields?.find(({ name }) => name === rule.field)?.type === 'date';
  const has = hasWords(rule, isDate, system.timeZone);
  return (
    <li>
      <Mark holds={rule.holds} />
      <Box miw={0} flex={1}>
        <Text size="sm" className={classes.words}>
          {rule.words}
        </Text>
        {has && (
          <Text size="xs" c="dimmed" className={classes.words}>
            {has}
          </Text>
        )}
        {segments
          .filter(({ segment }) => rule.segments.includes(segment))
          .filter(({ segment }) => !above.includes(segment))
          .map((segment) => (
            <Inside
              key={segment.segment}
              segment={segment}
              segments={segments}
              above={[...above, segment.segment]}
            />
          ))}
      </Box>
      {decides && (
        <Badge size="sm" variant="light" color="gray">
          decides
        </Badge>
      )}
    </li>
  );
}

interface InsideProps {
  segment: SegmentReason;
  segments: SegmentReason[];
  above: string[];
}

/** Why the user is in a segment that a rule is about, or not. */
function Inside({ segment, segments, above }: InsideProps) {
  const [color, words] = verdict(segment);
  return (
    <Box className={classes.inside} role="group" aria-label={`Why: ${segment.name}`}>
      <Group gap="xs" wrap="wrap">
        <Text size="xs" fw={550} className={classes.words}>
          {segment.name}
        </Text>
        <Badge size="sm" variant={segment.holds === false ? 'outline' : 'light'} color={color}>
          {words}
        </Badge>
      </Group>
      {segment.rules.length === 0 && (
        <Text size="xs" c="dimmed">
          There is no rule, so everybody is in it.
        </Text>
      )}
      <RuleReasons rules={segment.rules} segments={segments} above={above} />
    </Box>
  );
}

/** Whether a user is in a segment, as a badge says it. */
export function verdict({ holds, errors }: SegmentReason): [color: string, words: string] {
  if (errors.length > 0) return ['red', 'needs mending'];
  if (holds === null) return ['gray', 'known at page load'];
  return holds ? ['green', 'in it'] : ['gray', 'not in it'];
}

const REASONS_MAX = 2;

/** The rules that the verdict about a segment rests on, in a few lines. */
export function ShortReason({ reason }: { reason: SegmentReason }) {
  const { system } = useWhere();
  const fields = useRuleFields(true);
  const { holds, errors } = reason;
  const rules = reason.rules.filter((rule) =>
    holds === null ? rule.holds === null : rule.decides,
  );
  if (errors.length > 0) {
    return (
      <Text span size="xs" c="dimmed" className={classes.words}>
        {errors[0]?.reason}
      </Text>
    );
  }
  if (rules.length === 0) {
    return (
      <Text span size="xs" c="dimmed">
        {holds ? 'Everybody is in it.' : 'Nobody is in it.'}
      </Text>
    );
  }
  const more = rules.length - REASONS_MAX;
  return (
    <>
      {rules.slice(0, REASONS_MAX).map((rule) => {
        const isDate = fields?.find(({ name }) => name === rule.field)?.type === 'date';
        const has = hasWords(rule, isDate, system.timeZone);
        return (
          <span key={rule.path} className={classes.short}>
            <Mark holds={rule.holds} />
            <Text span size="xs" c="dimmed" className={classes.words}>
              {rule.words}
              {has && `: ${has}`}
            </Text>
          </span>
        );
      })}
      {more > 0 && (
        <Text span size="xs" c="dimmed">
          and {more} more {more === 1 ? 'rule' : 'rules'}
        </Text>
      )}
    </>
  );
}

/** What the user has where a rule looks; null where that says nothing about the user. */
function hasWords(
  { holds, value, field, segments }: RuleReason,
  isDate: boolean,
  timeZone: string,
): string | null {
  const ofUser = !/^(page|browser|time)\./.test(field) && field !== 'segment';
  if (holds === null || segments.length > 0 || !ofUser) return null;
  if (value === null) return 'has no value';
  return `has ${isDate ? valueWords(value, 'date', timeZone) : shown(value)}`;
}

function shown(value: NonNullable<RuleReason['value']>): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : value.map((one) => `"${one}"`).join(', ');
  }
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'boolean') return yesOrNo(value);
  return value.toLocaleString('en', { maximumFractionDigits: 10 });
}

function Mark({ holds }: { holds: boolean | null }) {
  const [Icon, words, color] =
    holds === null
      ? ([IconQuestionMark, 'known at page load', 'gray'] as const)
      : holds
        ? ([IconCheck, 'holds', 'green'] as const)
        : ([IconX, 'fails', 'red'] as const);
  return (
    <Box
      component="span"
      className={classes.mark}
      c={`var(--mantine-color-${color}-light-color)`}
      title={words}
    >
      <Icon size={16} stroke={2.4} aria-hidden />
      <VisuallyHidden>{words}: </VisuallyHidden>
    </Box>
  );
}
