import { Button, Group, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import type { Chosen } from './chosen';
import { size } from './words';

interface Props {
  chosen: Chosen;
  onChoose: (chosen: Chosen | null) => void;
}

/** Which file is looked at. */
export function FileHead({ chosen: { file }, onChoose }: Props) {
  return (
    <Group justify="space-between" gap="xs">
      <Group gap={8} wrap="nowrap" style={{ minWidth: 0 }}>
        <IconFileTypeCsv size={20} stroke={1.5} style={{ flex: 'none' }} aria-hidden />
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {file.name}
        </Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {size(file.size)}
        </Text>
      </Group>
      <Button size="compact-sm" variant="subtle" onClick={() => onChoose(null)}>
        Take another file
      </Button>
    </Group>
  );
}
