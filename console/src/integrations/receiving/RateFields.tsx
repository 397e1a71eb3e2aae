import { Group, NumberInput, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReceivingForm } from './form';

interface Props {
  form: UseFormReturnType<ReceivingForm>;
  readOnly: boolean;
}

const LIMITS = [
  {
    perSecond: 'ratePerSecond',
    burst: 'rateBurst',
    label: 'Calls a second, from all addresses together',
    of: 'of all addresses',
  },
  {
    perSecond: 'sourcePerSecond',
    burst: 'sourceBurst',
    label: 'Calls a second, from one address',
    of: 'of one address',
  },
] as const;

/** How often calls may come. */
export function RateFields({ form, readOnly }: Props) {
  return (
    <div>
      {LIMITS.map(({ perSecond, burst, label, of }) => (
        <Group key={perSecond} align="flex-start" gap="sm" mb="xs">
          <NumberInput
            style={{ flex: '2 1 15rem' }}
            label={label}
            placeholder="No limit"
            min={1}
            max={1_000_000}
            allowDecimal={false}
            thousandSeparator=","
            readOnly={readOnly}
            {...form.getInputProps(perSecond)}
          />
          <NumberInput
            style={{ flex: '1 1 10rem' }}
            label="At once"
            aria-label={`Calls at once ${of}`}
            placeholder="Ten seconds’ worth"
            min={1}
            max={10_000_000}
            allowDecimal={false}
            thousandSeparator=","
            readOnly={readOnly}
            {...form.getInputProps(burst)}
          />
        </Group>
      ))}
      <Text size="sm" c="dimmed">
        What comes faster is told to come again later (429), and not recorded; a good sender does
        so. An array of objects is one call. Empty: only the operator’s limits hold.
      </Text>
    </div>
  );
}
