import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  editable,
  EVERYBODY,
  grouped,
  readCondition,
  sameCondition,
  unfinished,
} from '../conditions/condition';
import { useRuleFields } from '../conditions/ConditionEditor';
import { usePreview } from '../conditions/ConditionPreview';
import type { Condition, Filter } from '../shared/contract';

/**
 * What is asked about users, as the address says it: a saved filter, a condition, or a filter with
 * another condition in its place. The condition is edited here, and goes into the address once it
 * is finished and has stayed the same for a moment.
 */
export function useAsked(filters: Filter[]) {
  const [search, setSearch] = useSearchParams();
  const fields = useRuleFields(false);
  const key = search.get('filter');
  const text = search.get('condition');
  const filter = filters.find((one) => one.key === key) ?? null;
  const saved = filter?.condition ?? EVERYBODY;
  const base = useMemo(() => grouped(saved), [saved]);
  const read = useMemo(() => {
    const condition = text === null ? null : readCondition(text);
    return condition && grouped(condition);
  }, [text]);
  const applied = read ?? base;

  const whole = (condition: Condition) =>
    fields !== undefined && unfinished(editable(condition), fields).size === 0;
  const [state, setState] = useState({ applied, draft: applied });
  const { draft } = state;
  const finished = whole(draft);
  const preview = usePreview(draft, finished, false);
  const { settled } = preview;
  if (state.applied !== applied) {
    // What came into the address from here is not to be taken over again: more may be typed by now.
    setState({ applied, draft: sameCondition(applied, settled) ? draft : applied });
  }

  const moved = settled === draft && finished && !sameCondition(draft, applied);
  useEffect(() => {
    if (!moved) return;
    setSearch(
      (present) => {
        const next = new URLSearchParams(present);
        if (sameCondition(draft, base)) next.delete('condition');
        else next.set('condition', JSON.stringify(draft));
        return next;
      },
      { replace: true },
    );
  }, [moved, draft, base, setSearch]);

  return {
    fields,
    filter,
    /** A filter that the address names, but that is not there. */
    goneFilter: key !== null && filter === null ? key : null,
    /** Whether the address has something in the condition's place that is none. */
    unreadable: text !== null && read === null,
    /** The condition that is counted and broken down. */
    applied,
    /** Whether that can be sent. */
    appliedWhole: whole(applied),
    draft,
    finished,
    preview,
    /** Whether it is not as the filter has it, or not everybody where there is none. */
    changed: !sameCondition(draft, base),
    change: (condition: Condition) => setState({ applied, draft: condition }),
    back: () => {
      setState({ applied, draft: base });
      setSearch((present) => {
        const next = new URLSearchParams(present);
        next.delete('condition');
        return next;
      });
    },
    /** The address with something else in its query string; null takes a part out. */
    link: (parts: Record<string, string | null>): string => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(parts)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      return `?${next.toString()}`;
    },
  };
}

export type Asked = ReturnType<typeof useAsked>;
