import { Button, Group, Stack } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { Integration } from '../../shared/contract';
import { notifyDone } from '../../shared/notify';
import { Panel } from '../../shared/Panel';
import { useMay } from '../../shared/session';
import { usePath } from '../../shared/where';
import { accountOf, changesNothing } from '../mapping';
import { MappingMeanwhile } from '../MappingMeanwhile';
import { SaveMapping } from '../SaveMapping';
import { useMappingDraft } from '../useMappingDraft';
import { useChosen } from './chosen';
import { ColumnsEditor } from './ColumnsEditor';

/** Which columns of its files an integration keeps. */
export function ColumnsMapping({ integration }: { integration: Integration }) {
  const mayEdit = useMay('editor');
  const path = usePath();
  const navigate = useNavigate();
  const [chosen] = useChosen(integration);
  const state = useMappingDraft(integration);
  const { draft, base, begin } = state;
  const changed = !changesNothing(accountOf(base, draft));
  return (
    <Stack>
      {mayEdit && <MappingMeanwhile integration={integration} state={state} />}
      <Panel>
        <ColumnsEditor
          integration={integration}
          draft={draft}
          onDraft={state.setDraft}
          readOnly={!mayEdit}
        />
      </Panel>
      {mayEdit && (
        <Group justify="flex-end" align="flex-end">
          {changed && (
            <Button variant="default" onClick={() => begin(integration)}>
              Discard the changes
            </Button>
          )}
          <SaveMapping
            integration={base}
            overtaken={state.overtaken}
            draft={draft}
            label={chosen ? 'Review, save and go on' : 'Review and save'}
            onSaved={(saved) => {
              begin(saved);
              notifyDone('The mapping is saved. It works from the next upload on.');
              if (chosen) void navigate(path(`integrations/${integration.key}/uploads`));
            }}
          />
        </Group>
      )}
    </Stack>
  );
}
