import { Badge, Box, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Publication } from '../shared/contract';
import { Panel } from '../shared/Panel';
import { useMay } from '../shared/session';
import { Empty, LoadingRows, ProblemView } from '../shared/states';
import { When } from '../shared/When';
import { usePath, useWhere } from '../shared/where';
import { PublicationFrame } from './PublicationFrame';
import { publicationsQuery } from './queries';
import classes from './VersionsPage.module.css';

/** What was live in the environment, the latest first. */
export function Component() {
  const { system, environment } = useWhere();
  const path = usePath();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    publicationsQuery(system.key, environment.key),
  );
  const versions = data?.pages.flatMap(({ items }) => items);
  return (
    <PublicationFrame about="The last 200 versions are kept as they were published; choose two to compare them.">
      {!versions ? (
        error ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : (
          <LoadingRows height={64} />
        )
      ) : versions.length === 0 ? (
        <Empty
          icon={IconHistory}
          title={`Nothing was published to ${environment.name} yet`}
          action={
            <Button component={Link} to={path('publish')}>
              See what would change
            </Button>
          }
        >
          Each publish is kept here as a version that can be compared and restored.
        </Empty>
      ) : (
        <Stack>
          <Versions versions={versions} />
          {hasNextPage && (
            <Group justify="center">
              <Button
                variant="default"
                loading={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
              >
                Show older versions
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </PublicationFrame>
  );
}

function Versions({ versions }: { versions: Publication[] }) {
  const path = usePath();
  const [chosen, setChosen] = useState<number[]>([]);
  const [from, to] = [...chosen].sort((a, b) => a - b);
  const two = chosen.length === 2;
  const live = versions.find((version) => version.live);
  return (
    <Panel
      flush
      title="Versions"
      actions={
        <Button
          size="xs"
          variant="default"
          component={Link}
          to={two ? path(`publish/compare?from=${from}&to=${to}`) : '#'}
          data-disabled={!two || undefined}
          aria-disabled={!two}
          onClick={(event) => {
            if (!two) event.preventDefault();
          }}
        >
          {two ? `Compare ${from} and ${to}` : 'Choose two to compare'}
        </Button>
      }
    >
      <ul className={classes.list}>
        {versions.map((version) => (
          <VersionRow
            key={version.version}
            publication={version}
            live={live?.version ?? null}
            chosen={chosen.includes(version.version)}
            onChoose={(checked) =>
              setChosen((before) =>
                checked
                  ? [...before.slice(-1), version.version]
                  : before.filter((one) => one !== version.version),
              )
            }
          />
        ))}
      </ul>
    </Panel>
  );
}

interface RowProps {
  publication: Publication;
  live: number | null;
  chosen: boolean;
  onChoose: (checked: boolean) => void;
}

function VersionRow({ publication, live, chosen, onChoose }: RowProps) {
  const path = usePath();
  const mayPublish = useMay('publisher');
  const { version, note, publishedBy, publishedAt, restoredFrom } = publication;
  return (
    <li className={classes.row}>
      <Checkbox
        mt={2}
        aria-label={`Version ${version}, to compare`}
        checked={chosen}
        onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
      />
      <Box className={classes.what}>
        <Group gap="xs">
          <Text fw={600} className="numbers">
            Version {version}
          </Text>
          {publication.live && (
            <Badge variant="light" color="green" tt="none">
              live
            </Badge>
          )}
          {restoredFrom !== null && (
            <Badge variant="light" color="gray" tt="none">
              brought back version {restoredFrom}
            </Badge>
          )}
        </Group>
        {note && <Text size="sm">{note}</Text>}
        <Text size="xs" c="dimmed" component="div">
          {publishedBy}, <When at={publishedAt} /> · {summary(publication)}
        </Text>
      </Box>
      {!publication.live && live !== null && (
        <Button
          size="xs"
          variant="subtle"
          component={Link}
          to={path(`publish/compare?from=${live}&to=${version}`)}
          aria-label={
            mayPublish ? `Restore version ${version}` : `Compare with live: version ${version}`
          }
        >
          {mayPublish ? 'Restore' : 'Compare with live'}
        </Button>
      )}
    </li>
  );
}

function summary({ changes, segments }: Publication): string {
  const total = segments.length === 1 ? '1 segment' : `${segments.length} segments`;
  const parts = (['added', 'changed', 'removed'] as const).flatMap((kind) => {
    const names = changes.filter(({ change }) => change === kind).map(({ name }) => name);
    if (names.length === 0) return [];
    return [`${kind} ${names.length > 3 ? names.length : names.join(', ')}`];
  });
  return [total, ...parts].join(' · ');
}
