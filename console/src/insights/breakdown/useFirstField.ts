import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RuleField } from '../../conditions/fields';
import { valuesQuery } from '../../conditions/queries';
import { useWhere } from '../../shared/where';
import { firstField } from './detail';

/**
 * The field by which it begins where the address says none; empty while that is being found. One after the other is asked, as mostly
 * the first or second fits, and none a second time.
 *
 * @param wanted whether it has to be known
 */
export function useFirstField(fields: RuleField[], wanted: boolean): string {
  const { system, environment } = useWhere();
  const place = `${system.key} ${environment.key}`;
  const [known, setKnown] = useState({ place, values: new Map<string, number | null>() });
  const values = known.place === place ? known.values : new Map<string, number | null>();
  const { name, asks } = firstField(fields, values);
  const counted = useQuery({
    ...valuesQuery(system.key, environment.key, asks ?? '', ''),
    enabled: wanted && asks !== null && fields.length > 0,
    retry: false,
    placeholderData: undefined,
  });
  if (wanted && asks !== null && !counted.isPending) {
    setKnown({ place, values: new Map(values).set(asks, counted.data?.known ?? null) });
  }
  return name ?? '';
}
