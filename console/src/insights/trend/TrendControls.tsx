import { Box, Checkbox, MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asksPage } from '../../conditions/condition';
import { FieldSelect } from '../../conditions/FieldSelect';
import { LIST } from '../../conditions/lists';
import { segmentsQuery } from '../../conditions/queries';
import type { FieldError, Trend } from '../../shared/contract';
import { useWhere } from '../../shared/where';
import { useAsked } from '../frame/asked';
import classes from './Trend.module.css';
import { INTERVALS } from '../intervals';
import { FIGURES, SPLIT_MAX, type View } from './view';

type Kind = 'none' | 'segments' | 'attribute';

const KINDS: { value: Kind; label: string }[] = [
  { value: 'none', label: 'Not split' },
  { value: 'segments', label: 'By segments' },
  { value: 'attribute', label: 'By an attribute' },
];

interface Props {
  view: View;
  /** The interval that suits, where nobody chose one. */
  shown: Trend['interval'] | undefined;
  /** What the server found wrong. */
  problems: FieldError[];
}

/** What is shown, how finely, split by what, and beside what. */
export function TrendControls({ view, shown, problems }: Props) {
  const { system } = useWhere();
  const asked = useAsked();
  const segments = useQuery(segmentsQuery(system.key));
  // Until something is chosen, that it is to be split is not in the address.
  const [wanted, setWanted] = useState<Kind>('none');
  const kind: Kind = view.by ? 'attribute' : view.split.length > 0 ? 'segments' : wanted;
  const fields = (asked.fields ?? []).filter(
    ({ name, type }) => name !== 'user.id' && type !== 'segment',
  );
  const gone =
    asked.fields !== undefined && view.by !== null && !fields.some(({ name }) => name === view.by);
  const wrong = (part: string) => problems.find(({ path }) => path.startsWith(part))?.reason;
  const shared = { allowDeselect: false, comboboxProps: LIST } as const;
  return (
    <Box className={classes.controls}>
      <Select
        {...shared}
        label="Figure"
        data={FIGURES.map(({ value, label }) => ({ value, label }))}
        value={view.figure}
        onChange={(figure) => asked.set({ figure: figure === 'activeUsers' ? null : figure })}
      />
      <Select
        {...shared}
        label="Interval"
        data={[
          { value: '', label: shown && !view.interval ? `As it suits: ${shown}s` : 'As it suits' },
          ...INTERVALS,
        ]}
        value={view.interval ?? ''}
        onChange={(interval) => asked.set({ interval: interval || null })}
      />
      <Select
        {...shared}
        label="Split"
        data={KINDS}
        value={kind}
        onChange={(chosen) => {
          setWanted(chosen ?? 'none');
          asked.set({ split: null, by: null });
        }}
      />
      {kind === 'segments' && (
        <MultiSelect
          label="Segments"
          placeholder={view.split.length === 0 ? 'Choose segments' : ''}
          data={(segments.data ?? []).map(({ key, name, condition, problem }) => ({
            value: key,
            label: name,
            disabled: problem !== null || asksPage(condition),
          }))}
          value={view.split}
          searchable
          hidePickedOptions
          maxValues={SPLIT_MAX}
          nothingFoundMessage="There is no other segment that can be counted now."
          comboboxProps={LIST}
          error={wrong('split')}
          onChange={(keys) => asked.set({ split: keys.join(',') || null })}
        />
      )}
      {kind === 'attribute' && (
        <FieldSelect
          label="Attribute"
          fields={fields}
          value={view.by ?? ''}
          error={gone ? 'This is no longer there. Choose something else.' : (wrong('by') ?? null)}
          onChange={({ name }) => asked.set({ by: name })}
        />
      )}
      <Checkbox
        className={classes.compare ?? ''}
        label="Beside the period before"
        checked={view.compared}
        onChange={({ currentTarget }) =>
          asked.set({ compare: currentTarget.checked ? 'before' : null })
        }
      />
    </Box>
  );
}
