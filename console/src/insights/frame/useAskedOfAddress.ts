import { useEffect, useMemo, useState } from 'react';
import {
  editable,
  EVERYBODY,
  grouped,
  narrows,
  readCondition,
  sameCondition,
  unfinished,
} from '../../conditions/condition';
import { useRuleFields } from '../../conditions/ConditionEditor';
import { usePreview } from '../../conditions/ConditionPreview';
import { readPeriod, USUAL } from '../../conditions/period';
import type { Condition, Filter, PeriodRequest } from '../../shared/contract';
import { useAddress } from '../../shared/useAddress';

/**
 * What is asked about users, as the address says it: a saved filter, a condition, or a filter with
 * another condition in its place. The condition is edited here, and goes into the address once it
 * is finished and has stayed the same for a moment. The days that are looked at are in it, too.
 */
export function useAskedOfAddress(filters: Filter[]) {
  const [search, setSearch] = useAddress();
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
  const period = readPeriod(search.get('period'));

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
    const condition = sameCondition(draft, base) ? null : JSON.stringify(draft);
    setSearch(withParts(present(), { condition }), { replace: true });
  }, [moved, draft, base, setSearch]);

  const set = (parts: Parts, { replace = true } = {}) =>
    setSearch(withParts(present(), parts), { replace });
  return {
    fields,
    filters,
    filter,
    /** A filter that the address names, but that is not there. */
    goneFilter: key !== null && filter === null ? key : null,
    /** Whether the address has something in the condition's place that is none. */
    unreadable: text !== null && read === null,
    /** The condition that the views are about. */
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
      set({ condition: null }, { replace: false });
    },
    /** Goes on with another filter, or with all users; what was edited is given up. */
    choose: (filter: string | null) => {
      setState({ applied, draft: applied });
      set({ filter, condition: null }, { replace: false });
    },
    period: period ?? USUAL,
    /** Whether the address has something in the period's place that is none. */
    unreadablePeriod: period === null,
    choosePeriod: (text: string) => set({ period: text }, { replace: false }),
    /** What every call about activity takes along: the condition, where it leaves anybody out, and the days. */
    about: {
      ...(narrows(applied) ? { condition: applied } : {}),
      period: (period ?? USUAL).request,
    } satisfies { condition?: Condition; period: PeriodRequest },
    /** What a report of it has beside its query: the filter, unless it was changed. */
    saved: {
      filter: sameCondition(applied, base) && filter !== null ? filter.key : undefined,
      disabled: !whole(applied),
    },
    /** The query string, of which views read what is theirs. */
    search,
    /** Puts parts of it into the address; null takes a part out. */
    set,
    /** The address with something else in its query string; null takes a part out. */
    link: (parts: Parts): string => `?${withParts(search, parts).toString()}`,
    /** What all views share of it, for going from one to another. */
    shared: sharedSearch(search),
  };
}

/** The query string as it is now. What was rendered last may be of before a change that is under way. */
const present = () => new URLSearchParams(window.location.search);

type Parts = Record<string, string | null>;

function withParts(search: URLSearchParams, parts: Parts): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parts)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** Filter, condition and period of a query string, as a query string; empty where it has none of them. */
function sharedSearch(search: URLSearchParams): string {
  const shared = new URLSearchParams();
  for (const name of ['filter', 'condition', 'period']) {
    const value = search.get(name);
    if (value !== null) shared.set(name, value);
  }
  return shared.size > 0 ? `?${shared.toString()}` : '';
}
