import { Autocomplete, Text } from '@mantine/core';
import type { Suggestion } from '../shared/contract';
import classes from './MappingEditor.module.css';
import type { Outlook } from './useTrial';

interface Props {
  value: string;
  suggestion: Suggestion | undefined;
  outlook: Outlook | null;
  hasSample: boolean;
  readOnly: boolean;
  onChange: (path: string) => void;
}

/** Which field tells the user that a delivery is about. */
export function IdentifierField({
  value,
  suggestion,
  outlook,
  hasSample,
  readOnly,
  onChange,
}: Props) {
  const of = (path: string) => suggestion?.identifiers.find((one) => one.path === path);
  const reason = of(value)?.reason;
  return (
    <div>
      <Autocomplete
        className={classes.mono}
        label="Identifier"
        description="Where a delivery says whom it is about; the pages of your application must send the same. It is compared exactly, capitals too."
        placeholder="customer.email"
        data={suggestion?.identifiers.map(({ path }) => path) ?? []}
        // All are offered, also where one is chosen already.
        filter={({ options }) => options}
        value={value}
        onChange={onChange}
        readOnly={readOnly}
        data-read-only={readOnly || undefined}
        error={outlook?.identifierProblem ? `In this sample ${outlook.identifierProblem}.` : null}
        renderOption={({ option }) => (
          <div>
            <Text size="sm" ff="monospace">
              {option.value}
            </Text>
            <Text size="xs" c="dimmed">
              {of(option.value)?.value}: {of(option.value)?.reason}
            </Text>
          </div>
        )}
      />
      {outlook?.user && !outlook.identifierProblem && (
        <Text size="sm" mt={4} role="status">
          In this sample: <b>{outlook.user}</b>
          {reason && (
            <Text span inherit c="dimmed">
              {' '}
              ({reason})
            </Text>
          )}
        </Text>
      )}
      {!value && hasSample && (
        <Text size="sm" c="dimmed" mt={4}>
          Choose it in the sample, or type its path.
        </Text>
      )}
    </div>
  );
}
