import { Button, Group, Stack } from '@mantine/core';
import type { Integration } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { useMay } from '../shared/session';
import { forget } from '../shared/tab';
import { useWhere } from '../shared/where';
import { IntegrationFrame } from './IntegrationFrame';
import { accountOf, changesNothing, draftOf } from './mapping';
import { MappingEditor } from './MappingEditor';
import { SaveMapping } from './SaveMapping';
import { draftKey, sampleKey, useStored } from './useStored';

/** What an integration takes of what it is sent. */
export function Component() {
  return (
    <IntegrationFrame>
      {(integration) => <Mapping key={integration.key} integration={integration} />}
    </IntegrationFrame>
  );
}

function Mapping({ integration }: { integration: Integration }) {
  const { system } = useWhere();
  const mayEdit = useMay('editor');
  const [text, setText] = useStored(sampleKey(system.key, integration.key), () => '');
  const key = draftKey(system.key, integration.key);
  const [draft, setDraft] = useStored(key, () => draftOf(integration));
  const changed = !changesNothing(accountOf(integration, draft));
  return (
    <Stack>
      <Panel>
        <MappingEditor
          integration={integration}
          draft={draft}
          onDraft={setDraft}
          text={text}
          onText={setText}
          readOnly={!mayEdit}
        />
      </Panel>
      {mayEdit && (
        <Group justify="flex-end" align="flex-end">
          {changed && (
            <Button variant="default" onClick={() => setDraft(draftOf(integration))}>
              Discard the changes
            </Button>
          )}
          <SaveMapping
            integration={integration}
            draft={draft}
            label="Review and save"
            onSaved={(saved) => {
              setDraft(draftOf(saved));
              forget(key);
              notifyDone('The mapping is saved. It works from the next delivery on.');
            }}
          />
        </Group>
      )}
    </Stack>
  );
}
