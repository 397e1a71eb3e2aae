import {
  Alert,
  Box,
  Button,
  FileButton,
  Group,
  List,
  Progress,
  Stack,
  Text,
  TextInput,
  Textarea,
} from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { SAMPLES } from '../integrations/kept';
import { api, taken } from '../shared/api';
import type { ErasedUsers, NamedIn as Named } from '../shared/contract';
import { isCancelled } from '../shared/download';
import { FormDialog } from '../shared/FormDialog';
import { ProblemView } from '../shared/states';
import { forgetAll } from '../shared/tab';
import { tellTabs } from '../shared/tabs';
import { count } from '../shared/time';
import { useWhere } from '../shared/where';
import { IDENTIFIERS_MAX, identifiersOf, portionsOf, onOwnLines, severalIn } from './identifiers';
import { forgetLeft } from './left';
import { NamedIn } from './NamedIn';

interface Props {
  opened: boolean;
  onClose: () => void;
}

const users = (number: number) => `${count(number)} ${number === 1 ? 'user' : 'users'}`;

/** Erases the users of a list: who of them is known, a typed yes, then portion by portion. */
export function EraseList({ opened, onClose }: Props) {
  const { environment } = useWhere();
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={`Erase a list of users in ${environment.name}`}
      size="lg"
    >
      <Steps onClose={onClose} />
    </FormDialog>
  );
}

const UNKNOWN_SHOWN_MAX = 20;
const LINE_SHOWN_MAX = 80;

const shortened = (line: string): string =>
  line.length > LINE_SHOWN_MAX ? `${line.slice(0, LINE_SHOWN_MAX)}…` : line;

/** What is said of lines that look like several identifiers. */
const takenAsOne = (lines: number): string =>
  lines === 1
    ? 'A line looks like several identifiers, and is taken as one'
    : `${count(lines)} lines look like several identifiers, and are each taken as one`;

interface Checked {
  known: string[];
  unknown: string[];
  /** Of the unknown, those that read like several. */
  several: string[];
  named: Named[];
}

function Steps({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<Checked | null>(null);
  if (checked === null) {
    return <Paste text={text} onText={setText} onChecked={setChecked} onClose={onClose} />;
  }
  return <Erase checked={checked} onBack={() => setChecked(null)} onClose={onClose} />;
}

interface PasteProps {
  text: string;
  onText: (text: string) => void;
  onChecked: (checked: Checked) => void;
  onClose: () => void;
}

function Paste({ text, onText, onChecked, onClose }: PasteProps) {
  const ask = useErase();
  const { identifiers, repeated } = identifiersOf(text);
  const tooMany = identifiers.length > IDENTIFIERS_MAX;
  const several = severalIn(identifiers);
  const [fault, setFault] = useState<string | null>(null);
  const check = useMutation({
    mutationFn: async () => {
      const checked: Checked = { known: [], unknown: [], several: [], named: [] };
      await ask.each(identifiers, true, ({ users, looksLikeSeveral, namedIn }) => {
        users.forEach(({ user, status }) =>
          (status === 'known' ? checked.known : checked.unknown).push(user),
        );
        checked.several.push(...looksLikeSeveral);
        checked.named.push(...namedIn);
      });
      return checked;
    },
    meta: { shown: true },
    onSuccess: onChecked,
  });
  const read = async (file: File | null) => {
    if (file === null) return;
    try {
      onText(await file.text());
      setFault(null);
    } catch {
      setFault(`${file.name} cannot be read.`);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        check.mutate();
      }}
    >
      <Stack>
        <Textarea
          label="Identifiers"
          description="One a line. Where identifiers are kept hashed, as you know them or as their hashes."
          value={text}
          onChange={({ currentTarget }) => onText(currentTarget.value)}
          error={
            tooMany ? `These are more than ${count(IDENTIFIERS_MAX)}; split the list.` : undefined
          }
          rows={8}
          spellCheck={false}
          autoComplete="off"
          disabled={check.isPending}
          data-autofocus
        />
        <Group justify="space-between" gap="xs">
          <FileButton onChange={(file) => void read(file)} accept=".txt,.csv,text/plain,text/csv">
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconFileUpload size={16} />}
                disabled={check.isPending}
              >
                Take them from a file
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed" role="status">
            {count(identifiers.length)} {identifiers.length === 1 ? 'identifier' : 'identifiers'}
            {repeated > 0 && `, ${count(repeated)} more than once`}
          </Text>
        </Group>
        {several.length > 0 && (
          <Alert color="yellow" variant="light" role="status">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {takenAsOne(several.length)}: “{shortened(several[0]!)}”.
            </Text>
            <Button
              variant="default"
              size="compact-sm"
              mt="xs"
              disabled={check.isPending}
              onClick={() => onText(onOwnLines(identifiers))}
            >
              Put each on a line of its own
            </Button>
          </Alert>
        )}
        {fault && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {fault}
          </Text>
        )}
        {check.isPending && <HowFar done={ask.done} of={identifiers.length} what="looked up" />}
        {check.error && !isCancelled(check.error) && <ProblemView error={check.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={check.isPending}
            disabled={identifiers.length === 0 || tooMany}
          >
            See who is known
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface EraseProps {
  checked: Checked;
  onBack: () => void;
  onClose: () => void;
}

function Erase({ checked, onBack, onClose }: EraseProps) {
  const { system, environment } = useWhere();
  const { known, unknown, several, named } = checked;
  const client = useQueryClient();
  const ask = useErase();
  const [typed, setTyped] = useState('');
  const [erased, setErased] = useState(0);
  const yes = `erase ${known.length}`;
  const erase = useMutation({
    mutationFn: async () => {
      let sum = 0;
      await ask.each(known, false, (answer) => {
        sum += answer.erased;
        setErased(sum);
      });
    },
    meta: { shown: true },
    // Also where only a part of them is gone.
    onSettled: async () => {
      forgetLeft();
      // A sample may be a payload about one of them.
      forgetAll(SAMPLES);
      tellTabs({ what: 'erased' });
      const key = ['systems', system.key, 'environments', environment.key];
      client.removeQueries({ queryKey: key, type: 'inactive' });
      await client.invalidateQueries({ queryKey: key });
    },
  });
  if (erase.isSuccess) {
    return (
      <Stack>
        <Box role="status">
          <Text fw={600}>{users(erased)} erased</Text>
          <Text size="sm">
            {erased < known.length &&
              `${users(known.length - erased)} had gone already meanwhile. `}
            The audit log has an entry for each, with a fingerprint in place of the identifier.
          </Text>
        </Box>
        <NamedIn places={named} said="Some of the identifiers still stand in these:" />
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            Done
          </Button>
        </Group>
      </Stack>
    );
  }
  const stopped = erase.isError && isCancelled(erase.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === yes && !erase.isPending) erase.mutate();
      }}
    >
      <Stack>
        <Text size="sm" role="status">
          {known.length === 0
            ? 'Nothing is known of anybody on the list.'
            : `${users(known.length)} of the list ${known.length === 1 ? 'is' : 'are'} known and would be erased, as if each were erased alone. That cannot be had back.`}
        </Text>
        {unknown.length > 0 && (
          <Box>
            <Text size="sm">
              Of {count(unknown.length)} nothing is known, so that nothing is done; identifiers are
              compared exactly, capitals included:
            </Text>
            <List size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {unknown.slice(0, UNKNOWN_SHOWN_MAX).map((user) => (
                <List.Item key={user}>{user}</List.Item>
              ))}
            </List>
            {unknown.length > UNKNOWN_SHOWN_MAX && (
              <Text size="sm" c="dimmed">
                and {count(unknown.length - UNKNOWN_SHOWN_MAX)} more
              </Text>
            )}
          </Box>
        )}
        {several.length > 0 && (
          <Box>
            <Text size="sm" fw={600}>
              {takenAsOne(several.length)}. If that is wrong, go back and put each identifier on a
              line of its own:
            </Text>
            {several.slice(0, 5).map((line) => (
              <Text key={line} size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {line}
              </Text>
            ))}
            {several.length > 5 && (
              <Text size="sm" c="dimmed">
                …
              </Text>
            )}
          </Box>
        )}
        <NamedIn
          places={named}
          said="Some of the identifiers stand in these, until somebody takes them out:"
        />
        {known.length > 0 && (
          <TextInput
            label={`Type ${yes} to confirm`}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            autoComplete="off"
            disabled={erase.isPending}
            data-autofocus
          />
        )}
        {erase.isPending && <HowFar done={ask.done} of={known.length} what="erased" />}
        {erase.error && !stopped && <ProblemView error={erase.error} />}
        {erase.isError && (
          <Text size="sm" role="alert">
            {users(erased)} of this try {erased === 1 ? 'is' : 'are'} erased. Erasing again goes on
            with the others.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          {erase.isPending ? (
            <Button variant="default" onClick={ask.stop}>
              Stop
            </Button>
          ) : (
            <Button variant="default" onClick={onBack}>
              Back to the list
            </Button>
          )}
          {known.length > 0 && (
            <Button
              type="submit"
              color="red"
              disabled={typed.trim() !== yes}
              loading={erase.isPending}
            >
              Erase for good
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function HowFar({ done, of, what }: { done: number; of: number; what: string }) {
  return (
    <Stack gap={4}>
      <Progress value={(100 * done) / Math.max(1, of)} aria-label={`How many are ${what}`} />
      <Text size="sm" c="dimmed" role="status">
        {count(done)} of {count(of)} {what}
      </Text>
    </Stack>
  );
}

/** Sends a list portion by portion, and says how far it is. */
function useErase() {
  const { system, environment } = useWhere();
  const [done, setDone] = useState(0);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const each = async (
    identifiers: string[],
    dryRun: boolean,
    onAnswer: (answer: ErasedUsers) => void,
  ) => {
    const control = new AbortController();
    running.current = control;
    setDone(0);
    let sent = 0;
    for (const portion of portionsOf(identifiers)) {
      // Between two portions: what was sent is known to be done.
      if (control.signal.aborted) throw new DOMException('stopped', 'AbortError');
      const answer = await taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/users/erase', {
          params: {
            path: { system: system.key, environment: environment.key },
            query: dryRun ? {} : { confirm: true },
          },
          body: { users: portion, dryRun },
        }),
      );
      onAnswer(answer);
      sent += portion.length;
      setDone(sent);
    }
  };
  return { done, each, stop: () => running.current?.abort() };
}
