import { createContext, useContext } from 'react';
import type { UseQueryOptions } from '@tanstack/react-query';
import type { KnownValues } from '../shared/contract';
import type { RuleField } from './fields';

/** What the parts of a rule editor know beside the rule that they show. */
export interface Surroundings {
  fields: RuleField[];
  /** The segments that a rule may name. */
  segments: { key: string; name: string }[];
  /** The values that a field has; of those that contain the text, if one is given. */
  values: (field: string, q: string) => UseQueryOptions<KnownValues>;
  /** Where days begin: an IANA name. */
  timeZone: string;
  /** What is wrong with a rule or group, by its place. */
  wrong: Map<string, string[]>;
  disabled: boolean;
  /** How many rules there are in all groups. */
  rules: number;
  /** Whether what is shown now may begin without its controls. */
  lightly: () => boolean;
  /** Puts the focus on the first that is there once the change that was just made is shown. */
  focusAfter: (selectors: string[]) => void;
}

export const SurroundingsContext = createContext<Surroundings | null>(null);

/** Only inside of a rule editor. */
export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (!surroundings) throw new Error('outside of a rule editor');
  return surroundings;
}
