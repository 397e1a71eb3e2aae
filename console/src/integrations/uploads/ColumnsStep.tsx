import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import type { Integration } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { usePath } from '../../shared/where';
import { MappingMeanwhile } from '../MappingMeanwhile';
import { SaveMapping } from '../SaveMapping';
import { useMappingDraft } from '../useMappingDraft';
import { useChosen } from './chosen';
import { ColumnsEditor } from './ColumnsEditor';
import { useIsRead } from './queries';

interface Props {
  integration: Integration;
  onDone: () => void;
}

/** The wizard's second step for files: which of their columns are kept. */
export function ColumnsStep({ integration, onDone }: Props) {
  const path = usePath();
  const [chosen] = useChosen(integration);
  const read = useIsRead(integration, chosen);
  const state = useMappingDraft(integration);
  return (
    <>
      <MappingMeanwhile integration={integration} state={state} />
      <Panel>
        <ColumnsEditor integration={integration} draft={state.draft} onDraft={state.setDraft} />
      </Panel>
      <Group justify="space-between" align="flex-end" mt="lg">
        <Button
          variant="default"
          component={Link}
          to={path(`integrations/${integration.key}/set-up?step=define`)}
        >
          Back to the name
        </Button>
        <SaveMapping
          integration={state.base}
          overtaken={state.overtaken}
          draft={state.draft}
          label="Save and continue"
          before={
            read ? null : 'Choose a CSV file first: its columns are what there is to choose from.'
          }
          onSaved={(saved) => {
            state.begin(saved);
            onDone();
          }}
        />
      </Group>
    </>
  );
}
