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
export function NewPassword({ value = '', ...props }: Props) {
  return (
    <Stack gap={6}>
      <PasswordInput
        label="Password"
        description={`At least ${LEAST} characters. A few words in a row are easy to keep.`}
        autoComplete="new-password"
        value={value}
        {...props}
      />
      {value.length > 0 && value.length < LEAST && (
        <>
          <Progress value={(value.length / LEAST) * 100} size="xs" aria-label="Length" />
          <Text size="xs" c="dimmed" aria-live="polite">
            {LEAST - value.length} more
          </Text>
        </>
      )}
    </Stack>
  );
}
