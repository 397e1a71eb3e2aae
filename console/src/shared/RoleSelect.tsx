import { Select, Stack, Text, type SelectProps } from '@mantine/core';
import { ROLES } from './roles';

/** Picks a role, each with what it may do. */
export function RoleSelect(props: Omit<SelectProps, 'data' | 'renderOption'>) {
  return (
    <Select
      label="Role"
      allowDeselect={false}
      data={ROLES.map(({ value, label }) => ({ value, label }))}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm" fw={550}>
            {option.label}
          </Text>
          <Text size="xs" c="dimmed">
            {ROLES.find(({ value }) => value === option.value)?.may}
          </Text>
        </Stack>
      )}
      {...props}
    />
  );
}
