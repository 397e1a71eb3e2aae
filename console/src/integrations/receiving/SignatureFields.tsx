import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { hasHeader, isTimeless, type ReceivingForm } from './form';
import { aboutScheme, SCHEMES } from './schemes';

interface Props {
  form: UseFormReturnType<ReceivingForm>;
  readOnly: boolean;
}

/** What a call has to prove, and how. */
export function SignatureFields({ form, readOnly }: Props) {
  const { scheme } = form.values;
  return (
    <>
      <Select
        label="Proof"
        description={aboutScheme(scheme)}
        data={SCHEMES}
        allowDeselect={false}
        readOnly={readOnly}
        {...form.getInputProps('scheme')}
      />
      {hasHeader(scheme) && (
        <TextInput
          label="Header field"
          placeholder={scheme === 'hmac' ? 'x-signature' : 'x-muster-secret'}
          readOnly={readOnly}
          {...form.getInputProps('header')}
        />
      )}
      {scheme === 'hmac' && (
        <Group align="flex-start" gap="sm" grow preventGrowOverflow={false}>
          <Select
            miw="8rem"
            label="Digest"
            data={[
              { value: 'sha256', label: 'SHA-256' },
              { value: 'sha1', label: 'SHA-1' },
              { value: 'sha512', label: 'SHA-512' },
            ]}
            allowDeselect={false}
            readOnly={readOnly}
            {...form.getInputProps('digest')}
          />
          <Select
            miw="8rem"
            label="Written as"
            data={[
              { value: 'hex', label: 'Hex' },
              { value: 'base64', label: 'Base64' },
            ]}
            allowDeselect={false}
            readOnly={readOnly}
            {...form.getInputProps('encoding')}
          />
          <TextInput
            miw="8rem"
            label="Begins with"
            placeholder="sha256="
            readOnly={readOnly}
            {...form.getInputProps('prefix')}
          />
        </Group>
      )}
      {!isTimeless(scheme) && (
        <NumberInput
          label="Tolerance in seconds"
          description="How far the signed time may be from now. What is older is refused, so that nobody can send again what was overheard; 300 suits most senders."
          min={1}
          max={86_400}
          allowDecimal={false}
          thousandSeparator=","
          readOnly={readOnly}
          {...form.getInputProps('toleranceSeconds')}
        />
      )}
    </>
  );
}
