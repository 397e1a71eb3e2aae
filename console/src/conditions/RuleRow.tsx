import { ActionIcon, Box, Button, Checkbox, Group, Select, Text, TextInput } from '@mantine/core';
import {
  IconAlertCircle,
  IconArrowDown,
  IconArrowUp,
  IconInfoCircle,
  IconPlus,
  IconX,
} from '@tabler/icons-react';
import { memo, useId } from 'react';
import type { RuleProps } from 'react-querybuilder';
import {
  alsoNests,
  DEPTH_MAX,
  placeOf,
  RULES_MAX,
  withAlso,
  withRule,
  type Group as RuleGroup,
  type Rule,
} from './condition';
import { useSurroundings } from './context';
import { FieldPicker } from './FieldPicker';
import { namesakesOf, type RuleField } from './fields';
import {
  canIgnoreCase,
  firstOperator,
  holdsWithoutValue,
  operatorOf,
  operatorsOf,
} from './operators';
import classes from './RuleEditor.module.css';
import { useNear } from './useNear';
import { converted, firstValue, missing } from './value';
import { ValueEditor } from './ValueEditor';
import { LIST } from './lists';
import { yesOrNo } from '../shared/value-words';

/** How people count a place: "2.1" for the first rule of the second group. */
export const numbered = (path: number[]): string => path.map((at) => at + 1).join('.');

/** What a rule has to know of the group that it lies in. */
export interface Around {
  /** Whether any rule of it is enough. */
  any: boolean;
  /** The fields that rules of it ask as this one does, its own among them. */
  asked: string[];
}

/** One rule: what it looks at, how it compares, with what; and what has to be said about it. */
function Row({ rule, path, schema, actions, ...more }: RuleProps) {
  const { fields, wrong, disabled, focusAfter } = useSurroundings();
  const { field: fieldName, operator: operatorName, ignoreCase } = rule as Rule;
  const value = rule.value as unknown;
  const field = fields.find(({ name }) => name === fieldName);
  const operator = field && operatorOf(field.type, operatorName);
  const name = `rule ${numbered(path)}`;
  const reasons = wrong.get(placeOf(path)) ?? [];
  const invalid = reasons.length > 0;
  const said = useId();
  const change = (changed: Partial<Rule>) =>
    schema.dispatchQuery(
      withRule(schema.getQuery() as RuleGroup, path, { ...(rule as Rule), ...changed }),
    );
  return (
    <Box
      role="group"
      aria-label={`Rule ${numbered(path)}`}
      aria-describedby={invalid ? said : undefined}
      className={classes.rule}
      data-rule={rule.id}
      data-wrong={invalid || undefined}
    >
      <Box className={classes.field}>
        <FieldPicker
          value={fieldName}
          label={`Field of ${name}`}
          invalid={invalid && !field}
          onChange={(chosen) => {
            change(looking(field, chosen));
            if (!field) focusAfter([`[data-rule="${rule.id}"] [data-part="operator"]`]);
          }}
        />
      </Box>
      {field && (
        <Box className={classes.operator}>
          <Select
            aria-label={`Operator of ${name}`}
            data-part="operator"
            data={operatorsOf(field.type).map(({ name, words }) => ({ value: name, label: words }))}
            value={operator ? operatorName : null}
            placeholder={operator ? '' : operatorName}
            allowDeselect={false}
            maxDropdownHeight={420}
            comboboxProps={{ width: 'max-content', position: 'bottom-start', ...LIST }}
            disabled={disabled}
            error={invalid && !operator}
            onChange={(chosen) => {
              const next = operatorOf(field.type, chosen ?? '');
              if (!next) return;
              const from = operator?.shape ?? 'none';
              change({
                operator: next.name,
                value: converted(value, from, next.shape),
                ...(canIgnoreCase(field.type, next.shape) ? {} : { ignoreCase: false }),
              });
            }}
          />
        </Box>
      )}
      {field && operator && operator.shape !== 'none' && (
        <Box className={classes.value}>
          <ValueEditor
            key={`${field.name} ${operator.shape}`}
            field={field}
            shape={operator.shape}
            value={value}
            label={`Value of ${name}`}
            invalid={invalid}
            onChange={(changed) => change({ value: changed })}
          />
        </Box>
      )}
      {!field && fieldName !== '' && (
        <Box className={classes.value}>
          <TextInput
            aria-label={`Value of ${name}`}
            value={`${operatorName} ${JSON.stringify(value) ?? ''}`}
            disabled
          />
        </Box>
      )}
      {!disabled && (
        <MoveAndRemove
          name={name}
          id={rule.id ?? ''}
          upDisabled={more.shiftUpDisabled ?? false}
          downDisabled={more.shiftDownDisabled ?? false}
          onMove={(way) => actions.moveRule(path, way)}
          onRemove={() => actions.onRuleRemove(path)}
        />
      )}
      <Box className={classes.notes}>
        {field && operator && canIgnoreCase(field.type, operator.shape) && (
          <Checkbox
            size="xs"
            label="Ignore case"
            aria-label={`Ignore case in ${name}`}
            checked={ignoreCase ?? false}
            disabled={disabled}
            onChange={({ currentTarget }) => change({ ignoreCase: currentTarget.checked })}
          />
        )}
        {field && holdsWithoutValue(field.type, operatorName) && (
          <Note>Also holds for users without a value.</Note>
        )}
        {field?.page && <Note>Known only while a page loads.</Note>}
        {field && operator && !disabled && missing(value, operator.shape) === null && (
          <AlsoLookIn
            field={field}
            operator={operatorName}
            around={more.context as Around}
            name={name}
            path={path}
            schema={schema}
          />
        )}
      </Box>
      <Box id={said} className={classes.reasons} role="status">
        {reasons.map((reason) => (
          <Reason key={reason}>{reason}</Reason>
        ))}
      </Box>
    </Box>
  );
}

interface AlsoProps extends Pick<RuleProps, 'path' | 'schema'> {
  field: RuleField;
  operator: string;
  around: Around;
  name: string;
}

/** Where other integrations tell an attribute of the same name: lets the rule ask theirs in the same way. */
function AlsoLookIn({ field, operator, around, name, path, schema }: AlsoProps) {
  const { fields, rules, focusAfter } = useSurroundings();
  // Whoever is not "pro" is so by neither of both, which "any of these" would not say.
  const both = operator === 'null' || holdsWithoutValue(field.type, operator);
  const nests = alsoNests({ combinator: around.any ? 'or' : 'and', rules: [] }, both);
  if (rules >= RULES_MAX || (nests && path.length >= DEPTH_MAX)) return null;
  return namesakesOf(field, fields)
    .filter(({ name: there }) => !around.asked.includes(there))
    .map((other) => (
      <Button
        key={other.name}
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={13} />}
        title={
          both
            ? `Adds the same rule for ${other.title}; both have to hold`
            : `Adds the same rule for ${other.title}; one of them is enough`
        }
        aria-label={`Also look in ${other.source}: ${name}`}
        onClick={() => {
          const also = withAlso(schema.getQuery() as RuleGroup, path, { field: other.name, both });
          focusAfter([`[data-rule="${also.added}"] [data-part="operator"]`]);
          schema.dispatchQuery(also.group);
        }}
      >
        Also look in {other.source}
      </Button>
    ));
}

/**
 * A rule far from what is seen of a long condition: its controls come when it is scrolled to, as a
 * thousand of them take a browser seconds.
 */
function NearRow(props: RuleProps) {
  const { fields, wrong, lightly } = useSurroundings();
  const { near, ref } = useNear(() => !lightly());
  const { rule, path } = props;
  if (near || rule.field === '' || wrong.has(placeOf(path))) return <Row {...props} />;
  const field = fields.find(({ name }) => name === rule.field);
  const words = field && operatorOf(field.type, rule.operator)?.words;
  return (
    <Box ref={ref} className={classes.far} data-rule={rule.id}>
      <Text size="sm" truncate>
        {field?.title ?? rule.field} {words ?? rule.operator} {summary(rule.value)}
      </Text>
    </Box>
  );
}

const summary = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'boolean' ? yesOrNo(value) : JSON.stringify(value);
};

/** Shown anew only when it or its place changes, as a condition may have hundreds of rules. */
export const RuleRow = memo(
  NearRow,
  (before, after) =>
    before.rule === after.rule &&
    placeOf(before.path) === placeOf(after.path) &&
    before.schema === after.schema &&
    before.actions === after.actions &&
    sameAround(before.context as Around, after.context as Around) &&
    before.shiftUpDisabled === after.shiftUpDisabled &&
    before.shiftDownDisabled === after.shiftDownDisabled,
);

const sameAround = (one: Around, other: Around): boolean =>
  one.any === other.any && one.asked.join(' ') === other.asked.join(' ');

/** What becomes of a rule that looks at something else. */
function looking(before: RuleField | undefined, field: RuleField): Partial<Rule> {
  if (before && before.type === field.type && !before.choices && !field.choices) {
    return { field: field.name };
  }
  const operator = firstOperator(field.type);
  return {
    field: field.name,
    operator: operator.name,
    value: firstValue(operator.shape),
    ignoreCase: false,
  };
}

interface MoveProps {
  /** Whose buttons they are: "rule 2". */
  name: string;
  /** Finds them again after the rule or group has moved. */
  id: string;
  upDisabled: boolean;
  downDisabled: boolean;
  onMove: (way: 'up' | 'down') => void;
  onRemove: () => void;
}

/** The buttons that every rule and group has. The focus stays with what was moved. */
export function MoveAndRemove(props: MoveProps) {
  const { name, id, upDisabled, downDisabled, onMove, onRemove } = props;
  const { focusAfter } = useSurroundings();
  const move = (way: 'up' | 'down') => {
    const other = way === 'up' ? 'down' : 'up';
    focusAfter(
      [way, other].map((one) => `[data-moves="${id}"] [data-move="${one}"]:not(:disabled)`),
    );
    onMove(way);
  };
  return (
    <Group className={classes.actions} data-moves={id} gap={2} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Move ${name} up`}
        data-move="up"
        disabled={upDisabled}
        onClick={() => move('up')}
      >
        <IconArrowUp size={16} stroke={1.7} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Move ${name} down`}
        data-move="down"
        disabled={downDisabled}
        onClick={() => move('down')}
      >
        <IconArrowDown size={16} stroke={1.7} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove ${name}`}
        onClick={() => {
          focusAfter(['[data-add="rule"]']);
          onRemove();
        }}
      >
        <IconX size={16} stroke={1.7} />
      </ActionIcon>
    </Group>
  );
}

/** Something to know about a rule. */
export function Note({ children }: { children: string }) {
  return (
    <Text size="xs" c="dimmed" className={classes.note}>
      <IconInfoCircle size={14} stroke={1.7} aria-hidden />
      {children}
    </Text>
  );
}

/** What is wrong with a rule. */
export function Reason({ children }: { children: string }) {
  return (
    <Text size="xs" className={classes.reason}>
      <IconAlertCircle size={14} stroke={1.7} aria-hidden />
      {children}
    </Text>
  );
}
