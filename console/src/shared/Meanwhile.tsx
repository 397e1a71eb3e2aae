import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Changed } from './Changed';

interface Props {
  /** What it is: "integration". */
  what: string;
  /** What is in the form, as name, theirs and yours; what is the same is left out. */
  rows?: [label: string, theirs: string, yours: string][];
  /** What they changed, where rows do not say it. */
  children?: ReactNode;
  onTake: () => void;
  onKeep: () => void;
}

const NAMES: [string, string] = ['Theirs', 'Yours'];

/** Someone else saved while one was editing: what, and which of the two is to stay. */
export function Meanwhile({ what, rows = [], children, onTake, onKeep }: Props) {
  return (
    <Alert
      variant="default"
      role="alert"
      icon={<IconAlertTriangle size={18} color="var(--mantine-color-yellow-6)" />}
      title={`Someone else changed this ${what} meanwhile`}
    >
      <Text size="sm">Nothing of yours is lost, and nothing of it is saved yet.</Text>
      {children}
      {rows
        .filter(([, theirs, yours]) => theirs !== yours)
        .map(([label, theirs, yours]) => (
          <Changed key={label} label={label} before={theirs} after={yours} names={NAMES} />
        ))}
      <Group gap="xs" mt="sm">
        <Button variant="default" size="compact-sm" onClick={onTake}>
          Discard mine, take theirs
        </Button>
        <Button variant="default" size="compact-sm" onClick={onKeep}>
          Go on with mine
        </Button>
      </Group>
    </Alert>
  );
}
