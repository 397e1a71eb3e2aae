import { Box, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { dayIn, rangeFault } from '../../conditions/period';
import { DayField } from '../../conditions/values/DayField';
import classes from './FilterBar.module.css';

interface Props {
  from: string;
  to: string;
  timeZone: string;
  /** Called with days that can be asked for. */
  onChange: (from: string, to: string) => void;
}

/** The first and the last day of a period, typed or chosen from a calendar. */
export function PeriodRange({ from, to, timeZone, onChange }: Props) {
  const [days, setDays] = useState<{ from: string | null; to: string | null }>({ from, to });
  // Back, or a link, may say other days; what is typed here stays where it is, with the focus in it.
  const [known, setKnown] = useState({ from, to });
  if (known.from !== from || known.to !== to) {
    setKnown({ from, to });
    setDays({ from, to });
  }
  const fault = rangeFault(days.from ?? '', days.to ?? '');
  const faultId = useId();
  const change = (changed: Partial<typeof days>) => {
    const next = { ...days, ...changed };
    setDays(next);
    if (next.from && next.to && rangeFault(next.from, next.to) === null) {
      onChange(next.from, next.to);
    }
  };
  const shared = {
    maxDate: dayIn(timeZone),
    'aria-describedby': fault ? faultId : undefined,
    error: fault !== null,
  };
  return (
    <Box className={classes.days}>
      <Box className={classes.range}>
        <DayField
          {...shared}
          label="First day"
          value={days.from}
          onChange={(day) => change({ from: day })}
        />
        <DayField
          {...shared}
          label="Last day"
          value={days.to}
          onChange={(day) => change({ to: day })}
        />
      </Box>
      {fault && (
        <Text id={faultId} size="xs" c="red" mt={4} role="alert">
          {fault}
        </Text>
      )}
    </Box>
  );
}
