import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import type { Integration } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { usePath } from '../../shared/where';
import { MappingMeanwhile } from '../MappingMeanwhile';
import { SaveMapping } from '../SaveMapping';
import { useMappingDraft } from '../useMappingDraft';
import { ColumnsEditor } from './ColumnsEditor';

interface Props {
  integration: Integration;
  onDone: () => void;
}

/** The wizard's second step for files: which of their columns are kept. */
export function ColumnsStep({ integration, onDone }: Props) {
  const path = usePath();
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
          onSaved={(saved) => {
            state.begin(saved);
            onDone();
          }}
        />
      </Group>
    </>
  );
}
