import { Box } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { QueryBuilder, type ControlElementsProp } from 'react-querybuilder';
import type { Condition, FieldError } from '../shared/contract';
import {
  conditionOf,
  countRules,
  DEPTH_MAX,
  depthOf,
  editable,
  errorsByPlace,
  RULES_MAX,
  unfinished,
} from './condition';
import { SurroundingsContext, type Surroundings } from './context';
import { GroupBox } from './GroupBox';
import classes from './RuleEditor.module.css';
import { Note, Reason, RuleRow } from './RuleRow';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the library's type for any fields
const CONTROLS: ControlElementsProp<any, string> = {
  rule: RuleRow,
  ruleGroup: GroupBox,
};

// The library asks for fields to choose from; here the rows do that.
const NO_FIELDS: [] = [];

const LIGHTLY_FROM = 40;

interface RuleEditorProps extends Pick<
  Surroundings,
  'fields' | 'segments' | 'values' | 'timeZone'
> {
  /** Of the form that the API takes; what comes out by `onChange` is of it too. */
  condition: Condition;
  onChange: (condition: Condition) => void;
  /** What the server found wrong, with the paths that it gave. */
  errors?: FieldError[];
  /** Whether rules that are not finished say so; from the first attempt to save on. */
  strict?: boolean;
  /** For those who may only look. */
  disabled?: boolean;
}

/**
 * Edits a condition. A condition that is not the one given out last is taken over; until then, the
 * rules keep their identity, and with it the focus.
 */
export function RuleEditor(props: RuleEditorProps) {
  const { condition, onChange, errors, strict, disabled = false } = props;
  const { fields, segments, values, timeZone } = props;
  const [state, setState] = useState(() => ({ condition, group: editable(condition) }));
  if (state.condition !== condition) setState({ condition, group: editable(condition) });
  const { group } = state;

  const frame = useRef<HTMLDivElement>(null);
  const focusWanted = useRef<string[]>([]);
  const focusAfter = useCallback((selectors: string[]) => {
    focusWanted.current = selectors;
  }, []);
  useEffect(() => {
    for (const selector of focusWanted.current) {
      const found = frame.current?.querySelector<HTMLElement>(selector);
      if (found) {
        found.focus();
        break;
      }
    }
    focusWanted.current = [];
  }, [group]);

  const [rules, depth] = [countRules(group), depthOf(group)];
  // Rules that come later do so under someone's hands, and may get the focus.
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
  }, []);
  const lightly = useCallback(() => !shown.current && rules > LIGHTLY_FROM, [rules]);
  const lacking = strict ? unfinished(group, fields) : null;
  const wrong = useSame(merged(errors, lacking));
  const surroundings = useMemo(
    (): Surroundings => ({
      fields,
      segments,
      values,
      timeZone,
      wrong,
      disabled,
      rules,
      lightly,
      focusAfter,
    }),
    [fields, segments, values, timeZone, wrong, disabled, rules, lightly, focusAfter],
  );

  return (
    <SurroundingsContext value={surroundings}>
      <Box ref={frame} className={classes.editor}>
        {group.rules.length === 0 && (
          <Note>{`No rule yet, so this holds for ${group.not ? 'nobody' : 'everybody'}.`}</Note>
        )}
        {rules > RULES_MAX && (
          <Reason>{`A condition has at most ${RULES_MAX} rules; these are ${rules}.`}</Reason>
        )}
        {depth > DEPTH_MAX && (
          <Reason>{`Groups lie at most ${DEPTH_MAX} deep in each other. Move one out.`}</Reason>
        )}
        <QueryBuilder
          query={group}
          fields={NO_FIELDS}
          controlElements={CONTROLS}
          enableMountQueryChange={false}
          onQueryChange={(changed) => {
            const next = conditionOf(changed);
            setState({ condition: next, group: changed });
            onChange(next);
          }}
        />
      </Box>
    </SurroundingsContext>
  );
}

function merged(
  errors: FieldError[] | undefined,
  lacking: Map<string, string> | null,
): Map<string, string[]> {
  const wrong = errorsByPlace(errors ?? []);
  lacking?.forEach((reason, place) => {
    if (!wrong.has(place)) wrong.set(place, [reason]);
  });
  return wrong;
}

/** The value that was there before as long as a new one says the same. */
function useSame(wrong: Map<string, string[]>): Map<string, string[]> {
  const [kept, setKept] = useState(wrong);
  if (kept === wrong || JSON.stringify([...kept]) === JSON.stringify([...wrong])) return kept;
  setKept(wrong);
  return wrong;
}
