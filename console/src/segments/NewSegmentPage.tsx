import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { sameCondition } from '../conditions/condition';
import { api, taken } from '../shared/api';
import { BackLink } from '../shared/BackLink';
import { notifyDone } from '../shared/notify';
import { NeedsRole } from '../shared/NeedsRole';
import { Page } from '../shared/Page';
import { useMay } from '../shared/session';
import { usePath, useWhere } from '../shared/where';
import { segmentsChanged } from './queries';
import { NEW_DRAFT, SegmentForm, useDraft } from './SegmentForm';
import { useLeaveGuard } from '../shared/useLeaveGuard';

/** Makes a segment. */
export function Component() {
  const { system } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayEdit = useMay('editor');
  const mayPublish = useMay('publisher');
  const state = useDraft(NEW_DRAFT);
  const { draft } = state;
  const unsaved =
    draft.name !== '' ||
    draft.description !== '' ||
    !sameCondition(draft.condition, NEW_DRAFT.condition);
  const { guard, leaving } = useLeaveGuard(unsaved);
  const create = useMutation({
    mutationFn: () =>
      taken(
        api.POST('/api/v1/systems/{system}/segments', {
          params: { path: { system: system.key } },
          body: { ...draft, name: draft.name.trim() },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (segment) => {
      leaving();
      await segmentsChanged(client, system.key);
      notifyDone(
        `${segment.name} is saved as a draft. Page loads use it once it is published.`,
        mayPublish ? { words: 'Review and publish', to: path('publish'), navigate } : undefined,
      );
      await navigate(path(`segments/${segment.key}`));
    },
    onError: state.refused,
  });
  return (
    <Page
      title="New segment"
      above={<BackLink to={path('segments')}>Segments</BackLink>}
      actions={
        mayEdit && (
          <Button loading={create.isPending} onClick={() => state.ready() && create.mutate()}>
            Create segment
          </Button>
        )
      }
    >
      {mayEdit ? (
        <SegmentForm state={state} disabled={false} />
      ) : (
        <NeedsRole needed="editor">Segments are made by editors.</NeedsRole>
      )}
      {guard}
    </Page>
  );
}
