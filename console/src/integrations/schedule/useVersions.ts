import { useState } from 'react';
import type { Schedule } from '../../shared/contract';
import { same } from './settings';

interface Version {
  version: number;
  /** Null while there is none. */
  schedule: Schedule | null;
}

/** The schedule with a number that grows with each change of what is set, as the server has none. */
export function useVersions(schedule: Schedule | null): Version {
  const [seen, setSeen] = useState<Version>({ version: 0, schedule });
  if (same(seen.schedule, schedule)) return seen;
  const next = { version: seen.version + 1, schedule };
  setSeen(next);
  return next;
}
