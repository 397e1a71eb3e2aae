import { Alert, Button, Code, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, ifMatch, taken } from '../shared/api';
import type { Integration } from '../shared/contract';
import { afterwards, Dependents } from '../shared/Dependents';
import { ProblemError } from '../shared/problem';
import { ProblemView } from '../shared/states';
import { useWhere } from '../shared/where';
import {
  accountOf,
  changesNothing,
  flawsOf,
  isUnfinished,
  sent,
  typeLabel,
  type Account,
  type Draft,
} from './mapping';
import { integrationsKey } from './queries';
import { useRoom } from './Room';

interface Props {
  /** As it was when the draft was begun. */
  integration: Integration;
  /** Someone changed the mapping since then, and it has to be chosen first which is to stay. */
  overtaken: boolean;
  draft: Draft;
  /** What the button says. */
  label: string;
  /** What has to be done before anything of the mapping can be chosen. */
  before?: string | null;
  onSaved: (integration: Integration) => void;
}

/** Saves a mapping, after it was said what that does to what there is. */
export function SaveMapping(props: Props) {
  const { integration, overtaken, draft, label, before = null, onSaved } = props;
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const { room } = useRoom(integration, draft);
  const [asked, setAsked] = useState(false);
  const [tried, setTried] = useState(false);
  const account = accountOf(integration, draft);
  const csv = integration.kind === 'csv';
  const save = useMutation({
    mutationFn: (confirm: boolean) =>
      taken(
        api.PUT('/api/v1/systems/{system}/integrations/{integration}', {
          params: {
            path: { system: system.key, integration: integration.key },
            query: confirm ? { confirm } : {},
            header: ifMatch(integration.version),
          },
          body: { identifier: draft.identifier.trim(), properties: draft.properties.map(sent) },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (saved) => {
      setAsked(false);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) }),
        queryClient.invalidateQueries({ queryKey: ['systems', system.key, 'attributes'] }),
      ]);
      onSaved(saved);
    },
    onError: (error) => {
      if (error instanceof ProblemError && error.status === 412) {
        // What they changed is said above the mapping.
        setAsked(false);
        void queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) });
      }
    },
  });

  const lacking = overtaken
    ? 'Choose above first, whether yours or theirs is to stay.'
    : !draft.identifier.trim()
      ? (before ??
        `Choose the identifier first: without it, nobody knows whom a ${csv ? 'row' : 'delivery'} is about.`)
      : csv && draft.properties.length === 0
        ? 'Keep at least one column: a file without any would change nothing.'
        : flawsOf(draft.properties).size > 0
          ? 'Mend what is marked in red first.'
          : room < 0
            ? 'The system may not have that many attributes: take some out first.'
            : null;

  const begin = () => {
    save.reset();
    setTried(true);
    if (lacking) return;
    if (isUnfinished(integration)) save.mutate(false);
    else if (changesNothing(account)) onSaved(integration);
    else setAsked(true);
  };

  return (
    <>
      <Stack gap="xs" align="flex-end">
        {tried && lacking && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {lacking}
          </Text>
        )}
        {!asked && save.error && <ProblemView error={save.error} />}
        <Button onClick={begin} loading={!asked && save.isPending}>
          {label}
        </Button>
      </Stack>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={`What saving changes in ${integration.name}`}
        size="lg"
      >
        <Question
          account={account}
          kind={integration.kind}
          error={save.error}
          pending={save.isPending}
          onCancel={() => setAsked(false)}
          onSave={(confirm) => save.mutate(confirm)}
        />
      </Modal>
    </>
  );
}

interface QuestionProps {
  account: Account;
  kind: Integration['kind'];
  error: Error | null;
  pending: boolean;
  onCancel: () => void;
  onSave: (confirm: boolean) => void;
}

function Question({ account, kind, error, pending, onCancel, onSave }: QuestionProps) {
  const inUse = error instanceof ProblemError && error.code === 'in-use' ? error.problem : null;
  const grave = account.erased.length > 0 || inUse !== null;
  return (
    <Stack>
      <AccountView account={account} kind={kind} />
      <Text size="sm" c="dimmed">
        It works from the next {comingOf(kind)} on, in every environment.
      </Text>
      {inUse ? (
        <Alert color="red" variant="light" title="Segments or filters depend on it" role="alert">
          <Dependents dependents={inUse.dependents ?? []} />
          <Text size="sm" mt="xs">
            {afterwards(inUse.dependents ?? [])}
          </Text>
        </Alert>
      ) : (
        error && <ProblemView error={error} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Go on editing
        </Button>
        <Button
          color={grave ? 'red' : undefined}
          loading={pending}
          onClick={() => onSave(inUse !== null)}
          data-autofocus
        >
          {inUse ? 'Save all the same' : 'Save'}
        </Button>
      </Group>
    </Stack>
  );
}

/** What brings values. */
const comingOf = (kind: Integration['kind']) => (kind === 'csv' ? 'upload' : 'delivery');

/** What becomes of the attributes that there are. */
export function AccountView({ account, kind }: { account: Account; kind: Integration['kind'] }) {
  const coming = comingOf(kind);
  const { added, renamed, moved, erased, identifier } = account;
  return (
    <Stack gap="sm">
      {erased.length > 0 && (
        <Part title="Erased, with whatever values users have" color="red">
          {erased.map(({ before, after }) => (
            <List.Item key={before.name}>
              <b>{before.name}</b>
              {after
                ? `: it becomes ${typeLabel(after.type).toLowerCase()} instead of ${typeLabel(before.type).toLowerCase()}, and starts empty`
                : ''}
            </List.Item>
          ))}
        </Part>
      )}
      {renamed.length > 0 && (
        <Part title="Renamed, with their values">
          {renamed.map(({ before, after }) => (
            <List.Item key={before.name}>
              <b>{before.name}</b> becomes <b>{after.name}</b>
            </List.Item>
          ))}
        </Part>
      )}
      {moved.length > 0 && (
        <Part title={`Read from another place; the values stay until the next ${coming}`}>
          {moved.map(({ before, after }) => (
            <List.Item key={before.name}>
              <b>{before.name}</b>: <Code>{before.path}</Code> becomes <Code>{after.path}</Code>
            </List.Item>
          ))}
        </Part>
      )}
      {added.length > 0 && (
        <Part title={`New, empty until the next ${coming}`}>
          {added.map(({ name, path, type }) => (
            <List.Item key={name}>
              <b>{name}</b>, {typeLabel(type).toLowerCase()}, from <Code>{path}</Code>
            </List.Item>
          ))}
        </Part>
      )}
      {identifier && (
        <Part title="Another identifier" color="yellow">
          <List.Item>
            Users are told apart by <Code>{identifier.after}</Code> instead of{' '}
            <Code>{identifier.before}</Code>. Users that are known stay as they are;{' '}
            {kind === 'csv' ? 'rows' : 'deliveries'} whose value there is another make other users.
          </List.Item>
        </Part>
      )}
    </Stack>
  );
}

function Part({ title, color, children }: { title: string; color?: string; children: ReactNode }) {
  return (
    <div>
      <Text fw={600} size="sm" c={color === 'red' ? 'var(--mantine-color-error)' : undefined}>
        {title}
      </Text>
      <List size="sm" mt={2}>
        {children}
      </List>
    </div>
  );
}
