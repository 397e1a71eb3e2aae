import { Select } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { lazy } from 'react';
import { daysOf, PERIODS, rangeWords } from '../../conditions/period';
import { LIST } from '../../conditions/lists';
import { Later } from '../../shared/Later';
import { useWhere } from '../../shared/where';
import type { Asked } from './asked';
import classes from './FilterBar.module.css';

// The calendar weighs as much as the rest of the bar, and is seldom wanted.
const PeriodRange = lazy(async () => ({ default: (await import('./PeriodRange')).PeriodRange }));

const CUSTOM = 'custom';

/** The days that the views are about, in the time zone of the system. */
export function PeriodSelect({ asked }: { asked: Asked }) {
  const { system } = useWhere();
  const { period } = asked;
  const days = daysOf(period.request, system.timeZone);
  const named = PERIODS.some(({ text }) => text === period.text);
  return (
    <>
      <Select
        className={classes.period ?? ''}
        aria-label="Period"
        title={`${rangeWords(days)} (${system.timeZone})`}
        leftSection={<IconCalendar size={16} stroke={1.6} />}
        data={[
          ...PERIODS.map(({ text, label }) => ({ value: text, label })),
          { value: CUSTOM, label: 'From day to day' },
        ]}
        value={named ? period.text : CUSTOM}
        allowDeselect={false}
        comboboxProps={LIST}
        onChange={(chosen) => {
          if (chosen === null) return;
          const text = chosen === CUSTOM ? `${days.from}..${days.to}` : chosen;
          asked.choosePeriod(text);
        }}
      />
      {!named && (
        <Later>
          <PeriodRange
            from={days.from}
            to={days.to}
            timeZone={system.timeZone}
            onChange={(from, to) => asked.choosePeriod(`${from}..${to}`)}
          />
        </Later>
      )}
    </>
  );
}
