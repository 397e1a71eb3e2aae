import { useQuery } from '@tanstack/react-query';
import { lazy, useCallback, useMemo } from 'react';
import { integrationsQuery } from '../integrations/queries';
import type { Condition, FieldError } from '../shared/contract';
import { attributesQuery } from '../shared/queries';
import { LoadingRows, ProblemView } from '../shared/states';
import { useWhere } from '../shared/where';
import { asSetUp, fieldsOf, type RuleField } from './fields';
import { segmentsQuery, valuesQuery } from './queries';
import { Later } from '../shared/Later';

// The editor weighs as much as the rest of a page, which can be read without it.
const RuleEditor = lazy(async () => ({ default: (await import('./RuleEditor')).RuleEditor }));

interface Props {
  condition: Condition;
  onChange: (condition: Condition) => void;
  errors?: FieldError[];
  strict?: boolean;
  disabled?: boolean;
  /** Whether page, browser and time may be asked: in segments, not in questions about all users. */
  page?: boolean;
  /** The segment that is edited, which cannot contain itself. */
  segment?: string;
}

/** Everything that a condition may look at here; undefined until it is loaded. */
export function useRuleFields(page: boolean): RuleField[] | undefined {
  const { system } = useWhere();
  const { data: attributes } = useQuery(attributesQuery(system.key));
  const { data: integrations } = useQuery(integrationsQuery(system.key));
  return useMemo(() => {
    if (!attributes || !integrations) return undefined;
    return fieldsOf(attributes.items, asSetUp(integrations), page);
  }, [attributes, integrations, page]);
}

/** The rule editor with what there is in the system and environment of the address. */
export function ConditionEditor({ page = false, segment, ...props }: Props) {
  const { system, environment } = useWhere();
  const fields = useRuleFields(page);
  const attributes = useQuery(attributesQuery(system.key));
  const integrations = useQuery(integrationsQuery(system.key));
  const segments = useQuery(segmentsQuery(system.key));
  const values = useCallback(
    (field: string, q: string) => valuesQuery(system.key, environment.key, field, q),
    [system.key, environment.key],
  );
  const others = useMemo(
    () => (segments.data ?? []).filter(({ key }) => key !== segment),
    [segments.data, segment],
  );
  const error = attributes.error ?? integrations.error ?? segments.error;
  if (fields && segments.data) {
    return (
      <Later fallback={<LoadingRows rows={3} />}>
        <RuleEditor
          {...props}
          fields={fields}
          segments={others}
          values={values as never}
          timeZone={system.timeZone}
        />
      </Later>
    );
  }
  if (!error) return <LoadingRows rows={3} />;
  return (
    <ProblemView
      error={error}
      onRetry={() => {
        void attributes.refetch();
        void integrations.refetch();
        void segments.refetch();
      }}
    />
  );
}
