import { Box, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { explainQuery } from '../conditions/queries';
import type { Segment } from '../shared/contract';
import { Changed } from '../shared/Changed';
import { ago } from '../shared/time';
import { useWhere } from '../shared/where';
import type { Draft } from './SegmentForm';

interface Props {
  /** What the server has; null while nothing is in the way. */
  theirs: Segment | null;
  mine: Draft;
  pending: boolean;
  onClose: () => void;
  onTakeTheirs: () => void;
  onSaveMine: () => void;
}

/** Someone else saved first: both forms, and which of them is to stay. */
export function ConflictDialog({ theirs, mine, pending, ...on }: Props) {
  return (
    <Modal
      opened={theirs !== null}
      onClose={on.onClose}
      size="lg"
      title="Someone else changed this segment meanwhile"
    >
      {theirs && (
        <Stack>
          <Text size="sm">
            It was saved {ago(theirs.updatedAt)}, after you had opened it. Nothing of yours is lost
            yet. This is what yours would change in it:
          </Text>
          <Both theirs={theirs} mine={mine} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={on.onClose}>
              Go on editing
            </Button>
            <Button variant="default" onClick={on.onTakeTheirs}>
              Discard mine, take theirs
            </Button>
            <Button color="red" loading={pending} onClick={on.onSaveMine}>
              Save mine over theirs
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function Both({ theirs, mine }: { theirs: Segment; mine: Draft }) {
  const { system, environment } = useWhere();
  const words = useQuery(explainQuery(system.key, environment.key, '-', mine.condition));
  const rows: [string, string, string][] = [
    ['Name', theirs.name, mine.name],
    ['Description', theirs.description, mine.description],
  ];
  return (
    <Box>
      {rows.map(([label, before, after]) =>
        before === after ? null : (
          <Changed key={label} label={label} before={before} after={after} names={NAMES} />
        ),
      )}
      {words.data ? (
        <Changed label="Condition" before={theirs.words} after={words.data.words} names={NAMES} />
      ) : words.error ? null : (
        <Skeleton h={48} />
      )}
    </Box>
  );
}

const NAMES: [string, string] = ['Theirs', 'Yours'];
