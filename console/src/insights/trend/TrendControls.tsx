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
import type { Sized } from '../segments/sizes';
import { FIGURES, SPLIT_MAX, type View } from './view';

type Kind = 'none' | 'segments' | 'attribute';

const KINDS: { value: Kind; label: string }[] = [
  { value: 'none', label: 'Not split' },
  { value: 'segments', label: 'By segments' },
  { value: 'attribute', label: 'By an attribute' },
];

/** What stands beside a size; who was in a segment is not known, so there is no attribute to split it by. */
const SIZE_KINDS: { value: Kind; label: string }[] = [
  { value: 'none', label: 'No other segment' },
  { value: 'segments', label: 'Other segments' },
];

interface Props {
  view: View;
  /** The live segments that have a size. */
  live: Sized[];
  /** The interval that suits, where nobody chose one. */
  shown: Trend['interval'] | undefined;
  /** What the server found wrong. */
  problems: FieldError[];
}

/** What is shown, how finely, split by what, and beside what. */
export function TrendControls({ view, live, shown, problems }: Props) {
  const { system } = useWhere();
  const asked = useAsked();
  const isSize = view.figure === 'segmentSize';
  const segments = useQuery({ ...segmentsQuery(system.key), enabled: !isSize });
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
        onChange={(figure) =>
          asked.set({
            figure: figure === 'activeUsers' ? null : figure,
            ...(figure === 'segmentSize' ? { by: null } : { segment: null }),
          })
        }
      />
      {isSize && (
        <Select
          {...shared}
          label="Segment"
          placeholder="Choose a segment"
          data={withChosen(live, view.segment === null ? [] : [view.segment])}
          value={view.segment}
          searchable
          nothingFoundMessage="There is no other live segment that has a size."
          error={wrong('segment')}
          onChange={(segment) =>
            asked.set({
              segment,
              split: view.split.filter((key) => key !== segment).join(',') || null,
            })
          }
        />
      )}
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
        label={isSize ? 'Beside it' : 'Split'}
        data={isSize ? SIZE_KINDS : KINDS}
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
          data={
            isSize
              ? withChosen(
                  live.filter(({ segment }) => segment !== view.segment),
                  view.split,
                )
              : (segments.data ?? []).map(({ key, name, condition, problem }) => ({
                  value: key,
                  label: name,
                  disabled: problem !== null || asksPage(condition),
                }))
          }
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

/** Live segments, and those that were chosen while they were live. */
const withChosen = (live: Sized[], chosen: string[]) => [
  ...live.map(({ segment, name }) => ({ value: segment, label: name })),
  ...chosen
    .filter((key) => !live.some(({ segment }) => segment === key))
    .map((key) => ({ value: key, label: key })),
];
