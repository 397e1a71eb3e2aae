import { Button, Group, Stack } from '@mantine/core';
import { lazy } from 'react';
import type { Integration } from '../shared/contract';
import { Later } from '../shared/Later';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { useMay } from '../shared/session';
import { LoadingRows } from '../shared/states';
import { useStored } from '../shared/useStored';
import { useWhere } from '../shared/where';
import { IntegrationFrame } from './IntegrationFrame';
import { sampleKey } from './kept';
import { accountOf, changesNothing } from './mapping';
import { MappingEditor } from './MappingEditor';
import { SaveMapping } from './SaveMapping';
import { useMappingDraft } from './useMappingDraft';

const ColumnsMapping = lazy(async () => ({
  default: (await import('./uploads/ColumnsMapping')).ColumnsMapping,
}));

// Needed only once somebody else was faster.
const MappingMeanwhile = lazy(async () => ({
  default: (await import('./MappingMeanwhile')).MappingMeanwhile,
}));

/** What an integration takes of what it is sent. */
export function Component() {
  return (
    <IntegrationFrame>
      {(integration) =>
        integration.kind === 'csv' ? (
          <Later fallback={<LoadingRows />}>
            <ColumnsMapping key={integration.key} integration={integration} />
          </Later>
        ) : (
          <Mapping key={integration.key} integration={integration} />
        )
      }
    </IntegrationFrame>
  );
}

function Mapping({ integration }: { integration: Integration }) {
  const { system } = useWhere();
  const mayEdit = useMay('editor');
  const [text, setText] = useStored(sampleKey(system.key, integration.key), () => '');
  const state = useMappingDraft(integration);
  const { draft, base, begin } = state;
  const changed = !changesNothing(accountOf(base, draft));
  return (
    <Stack>
      {mayEdit && state.overtaken && (
        <Later>
          <MappingMeanwhile integration={integration} state={state} />
        </Later>
      )}
      <Panel>
        <MappingEditor
          integration={integration}
          draft={draft}
          onDraft={state.setDraft}
          text={text}
          onText={setText}
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
            label="Review and save"
            onSaved={(saved) => {
              begin(saved);
              notifyDone('The mapping is saved. It works from the next delivery on.');
            }}
          />
        </Group>
      )}
    </Stack>
  );
}
