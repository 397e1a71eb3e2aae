import { Group, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReceivingForm, Where } from './form';

interface Props {
  form: UseFormReturnType<ReceivingForm>;
  /** The field with the path or the header field's name; where it is, is in the one with `In` at its end. */
  name: 'deliveryId' | 'eventTime' | 'events';
  label: string;
  /** What it is for, and what happens without it. */
  about: string;
  nowhere: string;
  examples: Record<Exclude<Where, 'nowhere'>, string>;
  readOnly: boolean;
}

/** Where in what comes something stands. */
export function PlaceField({ form, name, label, about, nowhere, examples, readOnly }: Props) {
  const where = form.values[`${name}In`];
  return (
    <Group align="flex-end" gap="sm">
      <Select
        style={{ flex: '1 1 15rem' }}
        label={label}
        description={about}
        data={[
          { value: 'nowhere', label: nowhere },
          { value: 'path', label: 'In the body, at a path' },
          { value: 'header', label: 'In a header field' },
        ]}
        allowDeselect={false}
        readOnly={readOnly}
        {...form.getInputProps(`${name}In`)}
      />
      {where !== 'nowhere' && (
        <TextInput
          style={{ flex: '1 1 15rem' }}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          label={where === 'path' ? 'Path in each object' : 'Name of the header field'}
          aria-label={`${label}: ${where === 'path' ? 'path' : 'header field'}`}
          placeholder={examples[where]}
          readOnly={readOnly}
          {...form.getInputProps(name)}
        />
      )}
    </Group>
  );
}
