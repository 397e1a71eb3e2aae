import { Box, Button, Group, Select } from '@mantine/core';
import { IconFolderPlus, IconPlus } from '@tabler/icons-react';
import { isRuleGroup, type RuleGroupProps, type RuleType } from 'react-querybuilder';
import {
  askedAlike,
  DEPTH_MAX,
  placeOf,
  RULES_MAX,
  withSentence,
  type Group as RuleGroup,
} from './condition';
import { useSurroundings } from './context';
import { LIST } from './lists';
import classes from './RuleEditor.module.css';
import { SENTENCES, sentenceOf } from './sentences';
import { MoveAndRemove, Note, numbered, Reason, RuleRow, type Around } from './RuleRow';

/** Rules and groups, and how many of them have to hold: all, any, none, or not all. */
export function GroupBox(props: RuleGroupProps) {
  const { path, schema, actions, translations, shiftUpDisabled, shiftDownDisabled } = props;
  const { wrong, disabled, focusAfter } = useSurroundings();
  const group = props.ruleGroup as RuleGroup;
  const root = path.length === 0;
  const name = root ? 'the condition' : `group ${numbered(path)}`;
  const reasons = wrong.get(placeOf(path)) ?? [];
  const any = group.combinator === 'or';
  const alike = askedAlike(group);
  return (
    <Box
      role="group"
      aria-label={root ? 'Condition' : `Group ${numbered(path)}`}
      className={classes.group}
      data-root={root || undefined}
      data-any={any || undefined}
      data-rule={group.id}
      data-wrong={reasons.length > 0 || undefined}
    >
      <Group className={classes.head} gap="sm" wrap="nowrap">
        <Select
          className={classes.sentence}
          aria-label={`How many rules of ${name} hold`}
          data={SENTENCES}
          value={sentenceOf(group)}
          allowDeselect={false}
          comboboxProps={LIST}
          disabled={disabled}
          onChange={(chosen) => {
            if (!chosen) return;
            schema.dispatchQuery(
              withSentence(schema.getQuery() as RuleGroup, path, {
                combinator: chosen.endsWith('or') ? 'or' : 'and',
                not: chosen.startsWith('not'),
              }),
            );
          }}
        />
        {!root && !disabled && (
          <MoveAndRemove
            name={name}
            id={group.id ?? ''}
            upDisabled={shiftUpDisabled ?? false}
            downDisabled={shiftDownDisabled ?? false}
            onMove={(way) => actions.moveRule(path, way)}
            onRemove={() => actions.onGroupRemove(path)}
          />
        )}
      </Group>
      {group.not && group.rules.length > 0 && <Note>This includes users without a value.</Note>}
      {reasons.map((reason) => (
        <Reason key={reason}>{reason}</Reason>
      ))}
      {group.rules.length > 0 && (
        <Box className={classes.parts}>
          {group.rules.map((part, at) => {
            const shared = {
              id: part.id,
              path: [...path, at],
              schema,
              actions,
              translations,
              shiftUpDisabled: root && at === 0,
              shiftDownDisabled: root && at === group.rules.length - 1,
            };
            return isRuleGroup(part) ? (
              <GroupBox key={part.id} {...shared} ruleGroup={part} />
            ) : (
              <RuleRow
                key={part.id}
                {...shared}
                rule={part as RuleType}
                context={around(group, alike.get(part))}
              />
            );
          })}
        </Box>
      )}
      {!disabled && (
        <Adders
          name={name}
          path={path}
          onRule={() => {
            focusAfter([`[data-rule="${group.id}"] > div > :last-child [data-part="field"]`]);
            actions.onRuleAdd({ field: '', operator: '', value: null }, path);
          }}
          onGroup={() => {
            focusAfter([`[data-rule="${group.id}"] > div > :last-child [data-part="field"]`]);
            actions.onGroupAdd(
              {
                combinator: any ? 'and' : 'or',
                not: false,
                rules: [{ field: '', operator: '', value: null }],
              },
              path,
            );
          }}
        />
      )}
    </Box>
  );
}

const around = ({ combinator }: RuleGroup, asked: string[] = []): Around => ({
  any: combinator === 'or',
  asked,
});

interface AddersProps {
  name: string;
  path: number[];
  onRule: () => void;
  onGroup: () => void;
}

/** What can be added to a group, and why nothing can where a limit is reached. */
function Adders({ name, path, onRule, onGroup }: AddersProps) {
  const { rules } = useSurroundings();
  const full = rules >= RULES_MAX;
  const deep = path.length + 1 >= DEPTH_MAX;
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconPlus size={14} />}
        aria-label={`Add rule to ${name}`}
        data-add="rule"
        disabled={full}
        onClick={onRule}
      >
        Add rule
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconFolderPlus size={14} />}
        aria-label={`Add group to ${name}`}
        disabled={full || deep}
        onClick={onGroup}
      >
        Add group
      </Button>
      {full && <Note>{`A condition has at most ${RULES_MAX} rules.`}</Note>}
      {!full && deep && <Note>{`Groups lie at most ${DEPTH_MAX} deep in each other.`}</Note>}
    </Group>
  );
}
