import { useState } from 'react';

/**
 * The version that a form changes: the latest until something is typed, and from then on the one that it was begun with,
 * whatever the server has meanwhile. The form has `round` as its key, and tells whether it is `dirty`.
 *
 * @param same whether two versions are the same as far as the form goes; a form of a part is not disturbed by changes of
 *   the rest. Left out: never
 */
export function useBase<T extends { version: number }>(
  latest: T,
  same: (one: T, other: T) => boolean = () => false,
) {
  const [base, setBase] = useState(latest);
  const [dirty, setDirty] = useState(false);
  const [round, setRound] = useState(0);
  const begin = (from: T) => {
    setBase(from);
    setDirty(false);
    setRound((before) => before + 1);
  };
  if (latest.version > base.version) {
    if (same(latest, base)) setBase(latest);
    else if (!dirty) begin(latest);
  }
  return {
    base,
    round,
    dirty,
    setDirty,
    /** What someone else saved while something was typed. */
    theirs: latest.version > base.version ? latest : null,
    /** Begins with another version, without what was typed. */
    begin,
    /** What was typed is a change of the latest from now on. */
    keep: () => setBase(latest),
  };
}
