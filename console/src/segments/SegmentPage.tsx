import { Badge, Button, Group } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { grouped, sameCondition } from '../conditions/condition';
import { ToBeMended } from '../conditions/ToBeMended';
import { api, ifMatch, taken } from '../shared/api';
import { BackLink } from '../shared/BackLink';
import type { Segment } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { Page } from '../shared/Page';
import { ProblemError } from '../shared/problem';
import { useMay } from '../shared/session';
import { LoadingRows, ProblemView } from '../shared/states';
import { usePath, useWhere } from '../shared/where';
import { ConflictDialog } from './ConflictDialog';
import { DeleteSegment } from './DeleteSegment';
import { PublishNotice } from './PublishNotice';
import { segmentQuery, segmentsChanged, segmentsHereQuery } from './queries';
import { SegmentForm, useDraft, type Draft } from './SegmentForm';
import { StatusBadge } from './StatusBadge';
import { useLeaveGuard } from '../shared/useLeaveGuard';

/** One segment, to look at and to change. */
export function Component() {
  const { system } = useWhere();
  const { segment: key = '' } = useParams();
  const query = useQuery(segmentQuery(system.key, key));
  const path = usePath();
  if (query.data) return <Editor key={query.data.key} segment={query.data} />;
  return (
    <Page
      title={query.error ? key : 'Segment'}
      above={<BackLink to={path('segments')}>Segments</BackLink>}
    >
      {query.error ? (
        <ProblemView error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <LoadingRows />
      )}
    </Page>
  );
}

const draftOf = ({ name, key, description, condition }: Segment): Draft => ({
  name,
  key,
  description,
  condition: grouped(condition),
});

function Editor({ segment }: { segment: Segment }) {
  const { system, environment } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayEdit = useMay('editor');
  const mayPublish = useMay('publisher');
  // The version that the draft is a change of; what the server has meanwhile may be later.
  const [base, setBase] = useState(segment);
  const [theirs, setTheirs] = useState<Segment | null>(null);
  const [deleting, setDeleting] = useState(false);
  const state = useDraft(draftOf(segment));
  const { draft } = state;
  // As it is since the last look, which may be after someone published it.
  const { statusByEnvironment } = segment.version >= base.version ? segment : base;
  const status = statusByEnvironment[environment.key] ?? 'draft';
  const unsaved =
    draft.name !== base.name ||
    draft.description !== base.description ||
    !sameCondition(draft.condition, base.condition);
  const otherwise =
    status === 'changed' || (status === 'live' && !sameCondition(draft.condition, base.condition));
  const here = useQuery({
    ...segmentsHereQuery(system.key, environment.key),
    enabled: otherwise,
  }).data?.find(({ key }) => key === base.key);
  const { guard, leaving } = useLeaveGuard(unsaved);
  if (!unsaved && theirs === null && segment.version > base.version) {
    setBase(segment);
    state.reset(draftOf(segment));
  }
  const save = useMutation({
    mutationFn: (version: number) =>
      taken(
        api.PUT('/api/v1/systems/{system}/segments/{segment}', {
          params: {
            path: { system: system.key, segment: base.key },
            header: ifMatch(version),
          },
          body: {
            name: draft.name.trim(),
            description: draft.description,
            // One that says the same is left as it was written, so that it is no change to publish.
            condition: sameCondition(draft.condition, base.condition)
              ? base.condition
              : draft.condition,
          },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (saved) => {
      setTheirs(null);
      setBase(saved);
      state.reset(draftOf(saved));
      client.setQueryData(segmentQuery(system.key, saved.key).queryKey, saved);
      await segmentsChanged(client, system.key);
      notifyDone(
        saved.statusByEnvironment[environment.key] === 'changed'
          ? `${saved.name} is saved. Page loads use the change once it is published.`
          : `${saved.name} is saved.`,
        saved.statusByEnvironment[environment.key] !== 'live' && mayPublish
          ? { words: 'Review and publish', to: path('publish'), navigate }
          : undefined,
      );
    },
    onError: async (error) => {
      if (error instanceof ProblemError && error.code === 'version-conflict') {
        setTheirs(await client.fetchQuery({ ...segmentQuery(system.key, base.key), staleTime: 0 }));
      } else {
        state.refused(error);
      }
    },
  });
  return (
    <Page
      title={base.name}
      above={<BackLink to={path('segments')}>Segments</BackLink>}
      about={
        <Group component="span" gap="xs">
          <StatusBadge status={status} />
          <span>in {environment.name}</span>
          {unsaved && (
            <Badge variant="outline" color="gray" tt="none">
              unsaved changes
            </Badge>
          )}
        </Group>
      }
      actions={
        mayEdit && (
          <>
            <Button
              variant="default"
              leftSection={<IconTrash size={16} stroke={1.7} />}
              onClick={() => setDeleting(true)}
            >
              Delete
            </Button>
            <Button
              variant="default"
              disabled={!unsaved || save.isPending}
              onClick={() => state.reset(draftOf(base))}
            >
              Discard changes
            </Button>
            <Button
              loading={save.isPending}
              disabled={!unsaved}
              onClick={() => state.ready() && save.mutate(base.version)}
            >
              Save
            </Button>
          </>
        )
      }
    >
      <SegmentForm
        state={state}
        existing={base.key}
        disabled={!mayEdit}
        live={otherwise && here?.live ? here.users : null}
      >
        {base.problem ? (
          <ToBeMended
            title="This segment matches nobody until it is mended"
            problem={base.problem}
          />
        ) : (
          <PublishNotice status={status} unsaved={unsaved} />
        )}
      </SegmentForm>
      {guard}
      <ConflictDialog
        theirs={theirs}
        mine={draft}
        pending={save.isPending}
        onClose={() => setTheirs(null)}
        onTakeTheirs={() => {
          if (!theirs) return;
          setBase(theirs);
          state.reset(draftOf(theirs));
          setTheirs(null);
        }}
        onSaveMine={() => theirs && save.mutate(theirs.version)}
      />
      <DeleteSegment
        segment={base}
        opened={deleting}
        onClose={() => setDeleting(false)}
        onDeleted={async () => {
          leaving();
          // At once, or this page asks for what is gone when it is told of the change.
          await navigate(path('segments'), { flushSync: true });
          client.removeQueries(segmentQuery(system.key, base.key));
          await segmentsChanged(client, system.key);
        }}
      />
    </Page>
  );
}
