import { NumberInput, Select } from '@mantine/core';
import { useSurroundings } from '../context';
import { isPeriod, PERIOD_MAX, PERIOD_UNITS, type PeriodUnit } from '../value';
import type { ValueProps } from './props';
import classes from './values.module.css';
import { LIST } from '../lists';

const named = (unit: PeriodUnit, amount: number) => (amount === 1 ? unit.slice(0, -1) : unit);

/** A stretch of time: 30 days. */
export function PeriodValue({ value, label, invalid, onChange }: ValueProps) {
  const { disabled } = useSurroundings();
  const period = value as { amount?: number | null; unit?: PeriodUnit } | null;
  const unit = period?.unit ?? 'days';
  const amount = isPeriod(value) ? value.amount : null;
  return (
    <div className={classes.pair}>
      <NumberInput
        aria-label={`${label}, how many`}
        data-part="value"
        value={amount ?? ''}
        min={0}
        max={PERIOD_MAX}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        disabled={disabled}
        error={invalid}
        onChange={(typed) => onChange({ amount: typeof typed === 'number' ? typed : null, unit })}
      />
      <Select
        comboboxProps={LIST}
        aria-label={`${label}, unit`}
        data={PERIOD_UNITS.map((one) => ({ value: one, label: named(one, amount ?? 0) }))}
        value={unit}
        allowDeselect={false}
        disabled={disabled}
        onChange={(chosen) => onChange({ amount, unit: chosen ?? unit })}
      />
    </div>
  );
}
