import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Filter } from '../shared/contract';

interface Props {
  title: string;
  problem: NonNullable<Filter['problem']>;
}

/** Why a condition that was right once can no longer be run. */
export function ToBeMended({ title, problem }: Props) {
  return (
    <Alert color="red" variant="light" mb="md" icon={<IconAlertTriangle size={18} />} title={title}>
      <Text size="sm">{problem.detail}</Text>
      {problem.errors.length > 1 && (
        <List size="sm" mt="xs">
          {problem.errors.map(({ path, reason }) => (
            <List.Item key={`${path} ${reason}`}>{reason}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
