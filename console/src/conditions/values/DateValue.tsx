import '@mantine/dates/styles.css';
import { NumberInput, Select, Text } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useSurroundings } from '../context';
import { dayIn } from '../period';
import { isPeriod, PERIOD_MAX, PERIOD_UNITS, type PeriodUnit } from '../value';
import { fromZone, inZone } from '../zone';
import { DayField } from './DayField';
import type { ValueProps } from './props';
import classes from './values.module.css';
import { LIST } from '../lists';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KINDS = [
  { value: 'day', label: 'the day' },
  { value: 'time', label: 'the time' },
  { value: 'relative', label: 'relative' },
];
type Kind = 'day' | 'time' | 'relative';

/** A day of the system's time zone. */
export function DayValue({ value, label, invalid, onChange }: ValueProps) {
  const { timeZone } = useSurroundings();
  const text = typeof value === 'string' ? value : null;
  const day = text === null || DAY.test(text) ? text : inZone(text, timeZone).slice(0, 10);
  return <Day label={label} value={day} invalid={invalid} onChange={onChange} />;
}

/** A day, a point in time, or one that moves along with now. */
export function MomentValue({ value, label, invalid, onChange }: ValueProps) {
  const { disabled, timeZone } = useSurroundings();
  const kind: Kind =
    value !== null && typeof value === 'object'
      ? 'relative'
      : typeof value === 'string' && !DAY.test(value)
        ? 'time'
        : 'day';
  const text = typeof value === 'string' && value !== '' ? value : null;
  const change = (chosen: string | null) => {
    if (chosen === kind) return;
    if (chosen === 'relative') onChange({ amount: -30, unit: 'days' });
    else if (chosen === 'time') onChange(fromZone(`${text ?? dayIn(timeZone)} 00:00:00`, timeZone));
    else onChange(text === null ? null : inZone(text, timeZone).slice(0, 10));
  };
  return (
    <div className={classes.moment}>
      <Select
        comboboxProps={LIST}
        aria-label={`${label}, kind of date`}
        className={classes.kind}
        data={KINDS}
        value={kind}
        allowDeselect={false}
        disabled={disabled}
        onChange={change}
      />
      <div className={classes.said}>
        {kind === 'day' && <Day label={label} value={text} invalid={invalid} onChange={onChange} />}
        {kind === 'time' && text !== null && (
          <DateTimePicker
            aria-label={label}
            data-part="value"
            value={inZone(text, timeZone)}
            valueFormat="D MMM YYYY, HH:mm"
            leftSection={<IconCalendar size={16} stroke={1.6} />}
            disabled={disabled}
            error={invalid}
            onChange={(wall) => onChange(wall === null ? null : fromZone(wall, timeZone))}
          />
        )}
        {kind === 'relative' && (
          <Relative label={label} value={value} invalid={invalid} onChange={onChange} />
        )}
      </div>
    </div>
  );
}

/** From one moment to another, both in it. */
export function MomentRangeValue(props: ValueProps) {
  const { value, label, onChange } = props;
  const [first, last] = Array.isArray(value) ? (value as unknown[]) : [null, null];
  return (
    <div className={classes.moments}>
      <MomentValue
        {...props}
        value={first}
        label={`${label}, from`}
        onChange={(moment) => onChange([moment, last ?? null])}
      />
      <Text size="sm" c="dimmed">
        and
      </Text>
      <MomentValue
        {...props}
        value={last}
        label={`${label}, to`}
        onChange={(moment) => onChange([first ?? null, moment])}
      />
    </div>
  );
}

interface OneProps {
  label: string;
  value: unknown;
  invalid: boolean;
  onChange: (value: unknown) => void;
}

function Day({ label, value, invalid, onChange }: OneProps) {
  const { disabled } = useSurroundings();
  return (
    <DayField
      label={label}
      data-part="value"
      value={typeof value === 'string' ? value : null}
      disabled={disabled}
      error={invalid}
      onChange={onChange}
    />
  );
}

function Relative({ label, value, invalid, onChange }: OneProps) {
  const { disabled } = useSurroundings();
  const period = value as { amount?: number | null; unit?: PeriodUnit };
  const amount = isPeriod(value) ? value.amount : null;
  const unit = period.unit ?? 'days';
  const before = (amount ?? -1) <= 0;
  const signed = (size: number | null, past: boolean) =>
    size === null ? null : past ? -size || 0 : size;
  return (
    <div className={classes.pair}>
      <NumberInput
        aria-label={`${label}, how many`}
        data-part="value"
        value={amount === null ? '' : Math.abs(amount)}
        min={0}
        max={PERIOD_MAX}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        disabled={disabled}
        error={invalid}
        onChange={(typed) =>
          onChange({ amount: signed(typeof typed === 'number' ? typed : null, before), unit })
        }
      />
      <Select
        comboboxProps={LIST}
        aria-label={`${label}, unit and direction`}
        data={PERIOD_UNITS.flatMap((one) => [
          { value: `-${one}`, label: `${one} ago` },
          { value: one, label: `${one} from now` },
        ])}
        value={before ? `-${unit}` : unit}
        allowDeselect={false}
        disabled={disabled}
        onChange={(chosen) => {
          if (chosen === null) return;
          const past = chosen.startsWith('-');
          onChange({
            amount: signed(amount === null ? null : Math.abs(amount), past),
            unit: chosen.replace('-', ''),
          });
        }}
      />
    </div>
  );
}
