import { useMemo } from 'react';
import type { Integration } from '../shared/contract';
import { forget } from '../shared/tab';
import { useStored } from '../shared/useStored';
import { useWhere } from '../shared/where';
import { draftKey } from './kept';
import { begun, rebased, type Begun, type Draft } from './mapping';

/** The mapping of an integration as it is being worked on, and the version that it is a change of. */
export function useMappingDraft(integration: Integration) {
  const { system } = useWhere();
  const key = draftKey(system.key, integration.key);
  const [held, setHeld] = useStored<Begun>(key, () => begun(integration));
  const now = useMemo(() => rebased(held, integration), [held, integration]);
  return {
    draft: now.draft,
    /** The integration as it was when the draft was begun. */
    base: { ...integration, ...now.base },
    /** Whether someone changed the mapping since then. */
    overtaken: integration.version > now.base.version,
    setDraft: (draft: Draft) => setHeld({ ...now, draft }),
    /** Begins with what is saved. */
    begin: (saved: Integration) => {
      setHeld(begun(saved));
      forget(key);
    },
    /** What is drafted is a change of the latest from now on. */
    keep: () => setHeld({ base: begun(integration).base, draft: now.draft }),
  };
}
