import { Box, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { editable, unfinished, EVERYBODY } from '../conditions/condition';
import { ConditionEditor, useRuleFields } from '../conditions/ConditionEditor';
import { ConditionPreview, usePreview } from '../conditions/ConditionPreview';
import { Explain } from '../conditions/Explain';
import { focusWrong } from '../conditions/focus-wrong';
import type { Condition, FieldError } from '../shared/contract';
import { followingKey, keyFault } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { ProblemError } from '../shared/problem';
import { ProblemView } from '../shared/states';
import { count } from '../shared/time';
import classes from './SegmentForm.module.css';

/** What is edited of a segment. */
export interface Draft {
  name: string;
  key: string;
  description: string;
  condition: Condition;
}

export const NEW_DRAFT: Draft = { name: '', key: '', description: '', condition: EVERYBODY };

type Texts = 'name' | 'key' | 'description';

/** Holds a draft, and what is wrong with it. */
export function useDraft(start: Draft) {
  const [draft, setDraft] = useState(start);
  const [attempted, setAttempted] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const fields = useRuleFields(true);
  const lacking = fields
    ? unfinished(editable(draft.condition), fields)
    : new Map<string, string>();
  const finished = fields !== undefined && lacking.size === 0;
  const local: Partial<Record<Texts, string>> = {};
  if (attempted && !draft.name.trim()) local.name = 'Give it a name.';
  const wrongKey = keyFault(draft.key);
  if (attempted && wrongKey) local.key = wrongKey;
  return {
    draft,
    finished,
    attempted,
    refusal,
    local,
    change: (changed: Partial<Draft>) => {
      setDraft((before) => ({ ...before, ...changed }));
      setRefusal(null);
    },
    reset: (to: Draft) => {
      setDraft(to);
      setRefusal(null);
      setAttempted(false);
    },
    refused: (error: unknown) => {
      setRefusal(error);
      setTimeout(focusWrong);
    },
    /** Whether it can be sent; if not, what is missing is shown and gets the focus. */
    ready: (): boolean => {
      setAttempted(true);
      const whole = finished && draft.name.trim() !== '' && wrongKey === null;
      if (!whole) {
        setTimeout(() => {
          const wrong = document.querySelector<HTMLElement>('#segment [aria-invalid="true"]');
          if (wrong) wrong.focus();
          else focusWrong();
        });
      }
      return whole;
    },
  };
}

const errorsOf = (error: unknown): FieldError[] =>
  error instanceof ProblemError ? (error.problem.errors ?? []) : [];

interface Props {
  state: ReturnType<typeof useDraft>;
  /** The key of one that is there already; it never changes. */
  existing?: string;
  disabled: boolean;
  /** How many users are in it as page loads use it, where that is another form than the one edited. */
  live?: number | null | undefined;
  /** Above the form, beside nothing. */
  children?: ReactNode;
}

/** Name, key, description and condition; beside them whom the condition finds, and why. */
export function SegmentForm({ state, existing, disabled, live, children }: Props) {
  const { draft, finished, attempted, refusal, local, change } = state;
  const preview = usePreview(draft.condition, finished);
  const errors = errorsOf(refusal);
  const errorOf = (field: Texts) =>
    local[field] ?? errors.find(({ path }) => path === field)?.reason;
  const placed = (path: string) => /^(name|key|description|condition\b.*)$/.test(path);
  return (
    <>
      {children}
      {refusal !== null && (errors.length === 0 || !errors.every(({ path }) => placed(path))) && (
        <Box mb="md">
          <ProblemView error={refusal} />
        </Box>
      )}
      <Box className={classes.columns} id="segment">
        <Box className={classes.main}>
          <Panel title="What it is">
            <Stack>
              <TextInput
                label="Name"
                placeholder="Premium customers"
                maxLength={200}
                value={draft.name}
                disabled={disabled}
                error={errorOf('name')}
                onChange={({ currentTarget: { value } }) =>
                  change({
                    name: value,
                    ...(existing === undefined && {
                      key: followingKey(draft.key, { before: draft.name, now: value }),
                    }),
                  })
                }
              />
              <TextInput
                label="Key"
                description="What page loads and the API call it; it never changes."
                placeholder="premium-customers"
                spellCheck={false}
                value={draft.key}
                disabled={disabled || existing !== undefined}
                error={errorOf('key')}
                onChange={({ currentTarget: { value } }) => change({ key: value })}
              />
              <Textarea
                label="Description"
                placeholder="What it is for, and who asked for it"
                autosize
                minRows={2}
                maxRows={6}
                maxLength={2000}
                value={draft.description}
                disabled={disabled}
                error={errorOf('description')}
                onChange={({ currentTarget: { value } }) => change({ description: value })}
              />
            </Stack>
          </Panel>
          <Panel title="Who is in it">
            <ConditionEditor
              page
              segment={existing}
              condition={draft.condition}
              onChange={(condition) => change({ condition })}
              errors={errors.length > 0 ? errors : preview.errors}
              strict={attempted}
              disabled={disabled}
            />
          </Panel>
        </Box>
        <Box className={classes.aside}>
          <Panel title="Matching users">
            {typeof live === 'number' && preview.preview && (
              <Text size="sm" mb="xs">
                {count(live)} live · {count(preview.preview.matching)} as edited
              </Text>
            )}
            <ConditionPreview state={preview} finished={finished} />
          </Panel>
          <Panel title="Why is someone in it, or not?">
            <Explain condition={draft.condition} finished={finished} />
          </Panel>
        </Box>
      </Box>
    </>
  );
}
