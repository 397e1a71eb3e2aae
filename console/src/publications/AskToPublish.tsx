import { Alert, Box, Button, Group, Stack, Table, Text, Textarea } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FormDialog } from '../shared/FormDialog';
import { api, taken } from '../shared/api';
import type { PublicationPreview } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { isConflict } from '../shared/problem';
import { useOnce } from '../shared/once';
import { ProblemView } from '../shared/states';
import { forget } from '../shared/tab';
import { count } from '../shared/time';
import { useStored } from '../shared/useStored';
import { useWhere } from '../shared/where';
import classes from './AskToPublish.module.css';
import { movingOf } from './moving';
import { publicationPreviewQuery, published } from './queries';

interface Props {
  preview: PublicationPreview;
  opened: boolean;
  onClose: () => void;
}

/** The last look before everybody sees it: where to, which version, who moves, and why. */
export function AskToPublish({ preview, opened, onClose }: Props) {
  const { environment } = useWhere();
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={`Publish version ${preview.version} to ${environment.name}?`}
      size="lg"
    >
      <Question preview={preview} onClose={onClose} />
    </FormDialog>
  );
}

function Question({ preview, onClose }: Omit<Props, 'opened'>) {
  const { system, environment } = useWhere();
  const client = useQueryClient();
  // Kept while one looks elsewhere what it is that is published.
  const key = `note.${system.key}.${environment.key}`;
  const [note, setNote] = useStored(key, () => '');
  const publish = useMutation({
    mutationFn: () =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/publications', {
          params: { path: { system: system.key, environment: environment.key } },
          body: { note: note.trim(), basis: preview.basis },
        }),
      ),
    meta: { shown: true },
    onError: (error) => {
      if (isConflict(error)) {
        void client.invalidateQueries(publicationPreviewQuery(system.key, environment.key));
      }
    },
    onSuccess: async (publication) => {
      forget(key);
      notifyDone(`Version ${publication.version} is live in ${environment.name}.`);
      await published(client, system.key);
      onClose();
      // The button that asked is gone by now.
      requestAnimationFrame(() => document.querySelector('h1')?.focus());
    },
  });
  const publishOnce = useOnce(publish);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        publishOnce();
      }}
    >
      <Stack>
        <Text size="sm">
          It is live at once: the next page loads of {environment.name} use it.
          {preview.version > 1 && ' The version before stays, and can be restored.'}
        </Text>
        <MovingTable preview={preview} />
        <Textarea
          label="Note"
          description="Why it is published, for people who look at the versions later. It may be left out."
          placeholder="What changes, and why"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={note}
          data-autofocus
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          onKeyDown={(event) => {
            // Enter is a new line here.
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.currentTarget.form?.requestSubmit();
            }
          }}
        />
        {isConflict(publish.error) ? (
          <Alert color="orange" variant="light" role="alert" title="Nothing was published">
            Something has changed since this was opened. What would change is shown as it is now:
            look again, then publish.
          </Alert>
        ) : (
          publish.error && <ProblemView error={publish.error} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            leftSection={<IconRocket size={16} stroke={1.7} />}
            loading={publish.isPending}
          >
            Publish version {preview.version}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function MovingTable({ preview }: { preview: PublicationPreview }) {
  const { rows, entering, leaving, unknown } = movingOf(preview.changes);
  return (
    <div>
      {/* What scrolls must be reachable by keyboard. */}
      <Box className={classes.moving} tabIndex={0} role="group" aria-label="Who enters and leaves">
        <Table verticalSpacing={6} horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Segment</Table.Th>
              <Table.Th className={classes.number}>Enter</Table.Th>
              <Table.Th className={classes.number}>Leave</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.segment}>
                <Table.Td>{row.name}</Table.Td>
                <Numbers entering={row.entering} leaving={row.leaving} />
              </Table.Tr>
            ))}
          </Table.Tbody>
          {rows.length > 1 && (
            <Table.Tfoot>
              <Table.Tr>
                <Table.Td>In sum</Table.Td>
                <Numbers entering={entering} leaving={leaving} />
              </Table.Tr>
            </Table.Tfoot>
          )}
        </Table>
      </Box>
      {(unknown > 0 || rows.length > 1) && (
        <Text size="xs" c="dimmed" mt={4}>
          {[
            unknown > 0 && '– shows only while a page loads.',
            rows.length > 1 && 'Whoever enters or leaves several segments is counted in each.',
          ]
            .filter(Boolean)
            .join(' ')}
        </Text>
      )}
    </div>
  );
}

function Numbers({ entering, leaving }: { entering: number | null; leaving: number | null }) {
  return (
    <>
      <Table.Td className={`numbers ${classes.number}`}>
        {entering === null ? '–' : `+${count(entering)}`}
      </Table.Td>
      <Table.Td className={`numbers ${classes.number}`}>
        {leaving === null ? '–' : `−${count(leaving)}`}
      </Table.Td>
    </>
  );
}
