import { PasswordInput, Progress, Stack, Text, type PasswordInputProps } from '@mantine/core';

const LEAST = 10;

/** What is wrong with a password to be chosen, or null. The server asks the same. */
export function passwordFault(password: string): string | null {
  if (password.length < LEAST) return `Use at least ${LEAST} characters.`;
  return password.length > 200 ? 'Use at most 200 characters.' : null;
}

interface Props extends PasswordInputProps {
  value?: string;
}

/** Chooses a password; says how far it is. Long is what counts, so nothing else is asked for. */
export function NewPassword({ value = '', error, ...props }: Props) {
  return (
    <Stack gap={6}>
      <PasswordInput
        label="Password"
        // Whatever is wrong is said once.
        description={
          error ? null : `At least ${LEAST} characters. A few words in a row are easy to keep.`
        }
        error={error}
        autoComplete="new-password"
        value={value}
        {...props}
      />
      {value.length > 0 && value.length < LEAST && (
        <>
          <Progress value={(value.length / LEAST) * 100} size="xs" aria-label="Length" />
          {!error && (
            <Text size="xs" c="dimmed" aria-live="polite">
              {LEAST - value.length} more {LEAST - value.length === 1 ? 'character' : 'characters'}
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}
