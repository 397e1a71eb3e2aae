import '@mantine/dates/styles.css';
import { DateInput, type DateInputProps } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { DAY_EXPECTED, dayOf } from './day';
import classes from './values.module.css';

interface Props extends Omit<DateInputProps, 'value' | 'onChange'> {
  /** For those who do not see where it stands. */
  label: string;
  /** As ISO 8601 has it: `2026-05-01`. */
  value: string | null;
  onChange: (day: string | null) => void;
}

/** A day, typed or chosen from a calendar. */
export function DayField({ value, error, onChange, ...props }: Props) {
  const typed = useRef('');
  // What was typed last and is no day; the field then goes back to what holds.
  const [wrong, setWrong] = useState('');
  return (
    <DateInput
      {...props}
      // An aria-label would go to the calendar.
      labelProps={{ className: classes.hidden }}
      placeholder="1 May 2026"
      value={value}
      valueFormat="D MMM YYYY"
      dateParser={dayOf}
      leftSection={<IconCalendar size={16} stroke={1.6} />}
      error={wrong ? `“${wrong}” is not a whole date. ${DAY_EXPECTED}` : error}
      maxLength={40}
      onInput={({ currentTarget }) => {
        typed.current = currentTarget.value.trim();
        setWrong('');
      }}
      onBlur={() => {
        if (typed.current && dayOf(typed.current) === null) setWrong(typed.current);
        typed.current = '';
      }}
      onChange={(day) => {
        setWrong('');
        onChange(day);
      }}
    />
  );
}
