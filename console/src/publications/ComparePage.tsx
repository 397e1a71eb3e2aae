import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconEqual, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { asksPage } from '../conditions/condition';
import { countQuery } from '../conditions/queries';
import { api, taken } from '../shared/api';
import { BackLink } from '../shared/BackLink';
import type { Condition, PublicationInFull } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { useOnce } from '../shared/once';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { ProblemError } from '../shared/problem';
import { useMay } from '../shared/session';
import { Empty, LoadingRows, ProblemView } from '../shared/states';
import { usePath, useWhere } from '../shared/where';
import { ChangeCard } from './ChangeCard';
import cards from './ChangeCard.module.css';
import { differences, without, writtenOut, type Difference } from './differences';
import { publicationQuery, publicationsQuery, published } from './queries';

/** Two versions side by side; and where the first is live, the way to bring the second back. */
export function Component() {
  const { system, environment } = useWhere();
  const path = usePath();
  const [parameters, setParameters] = useSearchParams();
  const [from, to] = [versionOf(parameters.get('from')), versionOf(parameters.get('to'))];
  const one = useQuery({
    ...publicationQuery(system.key, environment.key, from ?? 0),
    enabled: from !== null,
  });
  const other = useQuery({
    ...publicationQuery(system.key, environment.key, to ?? 0),
    enabled: to !== null,
  });
  const error = one.error ?? other.error;
  const choose = (side: 'from' | 'to', version: string) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        next.set(side, version);
        return next;
      },
      { replace: true },
    );
  const chosen = from !== null && to !== null;
  return (
    <Page
      title={chosen ? `Version ${from} and version ${to}` : 'Compare two versions'}
      above={<BackLink to={path('publish/versions')}>Versions</BackLink>}
      about="What a step from the first to the second changes. Users are counted as they are now."
    >
      <Group mb="lg" gap="sm">
        <VersionSelect label="From" value={from} onChange={(version) => choose('from', version)} />
        <VersionSelect label="To" value={to} onChange={(version) => choose('to', version)} />
      </Group>
      {!chosen ? (
        <Text c="dimmed">Choose two versions to see what is different.</Text>
      ) : error ? (
        <ProblemView
          error={error}
          onRetry={() => {
            void one.refetch();
            void other.refetch();
          }}
        />
      ) : one.data && other.data ? (
        <Comparison from={one.data} to={other.data} />
      ) : (
        <LoadingRows rows={3} height={84} />
      )}
    </Page>
  );
}

/** A version as an address names it; null where it does not. */
const versionOf = (text: string | null): number | null => {
  const version = Number(text);
  return Number.isSafeInteger(version) && version > 0 ? version : null;
};

interface SelectProps {
  label: string;
  value: number | null;
  onChange: (version: string) => void;
}

function VersionSelect({ label, value, onChange }: SelectProps) {
  const { system, environment } = useWhere();
  const { data } = useInfiniteQuery(publicationsQuery(system.key, environment.key));
  const versions = data?.pages.flatMap(({ items }) => items) ?? [];
  const options = versions.map(({ version, live }) => ({
    value: String(version),
    label: `Version ${version}${live ? ' (live)' : ''}`,
  }));
  if (value !== null && !versions.some(({ version }) => version === value)) {
    options.push({ value: String(value), label: `Version ${value}` });
  }
  return (
    <Select
      label={label}
      data={options}
      value={value === null ? null : String(value)}
      placeholder="Choose one"
      allowDeselect={false}
      w="11rem"
      onChange={(version) => version && onChange(version)}
    />
  );
}

function Comparison({ from, to }: { from: PublicationInFull; to: PublicationInFull }) {
  const found = differences(from.definitions, to.definitions);
  return (
    <Stack gap="lg">
      {found.length === 0 ? (
        <Empty icon={IconEqual} title="Both are the same">
          These versions have the same segments with the same conditions.
        </Empty>
      ) : (
        <Panel flush title={found.length === 1 ? '1 difference' : `${found.length} differences`}>
          <ul className={cards.list}>
            {found.map((difference) => (
              <DifferenceCard
                key={difference.segment}
                difference={difference}
                from={from}
                to={to}
              />
            ))}
          </ul>
        </Panel>
      )}
      {from.live && from.version !== to.version && <RestoreForm version={to.version} />}
    </Stack>
  );
}

interface CardProps {
  difference: Difference;
  from: PublicationInFull;
  to: PublicationInFull;
}

function DifferenceCard({ difference, from, to }: CardProps) {
  const { before, after } = difference;
  const old = before && writtenOut(before.condition, from.definitions);
  const now = after && writtenOut(after.condition, to.definitions);
  const entering = useCount(without(now, old));
  const leaving = useCount(without(old, now));
  const texts = (['name', 'description'] as const).flatMap((key): [string, string, string][] =>
    before && after && before[key] !== after[key]
      ? [[key === 'name' ? 'Name' : 'Description', before[key], after[key]]]
      : [],
  );
  return (
    <ChangeCard
      segment={difference.segment}
      name={difference.name}
      change={difference.change}
      before={before?.words ?? null}
      after={after?.words ?? null}
      more={texts}
      entering={entering.users}
      leaving={leaving.users}
      needsPage={entering.needsPage || leaving.needsPage}
    />
  );
}

/** How many users; null where they cannot be counted, undefined while they are. */
function useCount(condition: Condition) {
  const { system, environment } = useWhere();
  const asks = asksPage(condition);
  const { data, error } = useQuery({
    ...countQuery(system.key, environment.key, condition),
    enabled: !asks,
    retry: false,
  });
  return {
    users: data?.matching ?? (error ? null : undefined),
    needsPage: asks || (error instanceof ProblemError && error.code === 'needs-page'),
  };
}

function RestoreForm({ version }: { version: number }) {
  const { system, environment } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayPublish = useMay('publisher');
  const [note, setNote] = useState('');
  const restore = useMutation({
    mutationFn: () =>
      taken(
        api.POST(
          '/api/v1/systems/{system}/environments/{environment}/publications/{version}/restore',
          {
            params: { path: { system: system.key, environment: environment.key, version } },
            body: { note: note.trim() },
          },
        ),
      ),
    meta: { shown: true },
    onSuccess: async (publication) => {
      notifyDone(
        `Version ${version} is live again in ${environment.name}, as version ${publication.version}.`,
      );
      await published(client, system.key);
      await navigate(path('publish/versions'));
    },
  });
  const restoreOnce = useOnce(restore);
  if (!mayPublish) return null;
  return (
    <Panel
      title={`Bring version ${version} back to ${environment.name}`}
      about="It becomes the next version, and page loads use it at once. Segments stay as their editors see them."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          restoreOnce();
        }}
      >
        <Stack>
          <TextInput
            label="Note"
            placeholder="Why it is brought back"
            maxLength={2000}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          {restore.error && <ProblemView error={restore.error} />}
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              The version that is live now stays in the list.
            </Text>
            <Button
              type="submit"
              leftSection={<IconHistory size={16} stroke={1.7} />}
              loading={restore.isPending}
            >
              Restore version {version}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
