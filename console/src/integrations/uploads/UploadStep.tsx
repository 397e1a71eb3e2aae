import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { EnvironmentChoice } from '../../shared/EnvironmentChoice';
import type { Integration } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { usePath, useWhere } from '../../shared/where';
import { realEnvironment, suggestedEnvironment } from '../suggested';
import { useChosen } from './chosen';
import { DropZone } from './DropZone';
import { StartUpload } from './StartUpload';

/** The wizard's third step for files: the first one is uploaded, or tried. */
export function UploadStep({ integration }: { integration: Integration }) {
  const { system, environment: shown } = useWhere();
  const path = usePath();
  const [chosen, choose] = useChosen(integration);
  const [key, setKey] = useState(() => suggestedEnvironment(system.environments)?.key ?? shown.key);
  const environment = system.environments.find((one) => one.key === key) ?? shown;
  const real = realEnvironment(system.environments);
  return (
    <>
      <Panel
        title={`Upload to ${environment.name}`}
        about={
          real && real.key !== environment.key
            ? `Here it can be tried without a real user being concerned. Afterwards upload the same file to ${real.name}: users of one environment are not known in the other.`
            : 'Users of one environment are not known in the other.'
        }
        actions={
          system.environments.length > 1 && (
            <EnvironmentChoice
              environments={system.environments}
              value={environment.key}
              onChange={setKey}
            />
          )
        }
      >
        {chosen ? (
          <StartUpload integration={integration} environment={environment} chosen={chosen} />
        ) : (
          <DropZone
            title="Drop the CSV file again to upload it"
            onFile={(file) => choose({ file, format: {} })}
          >
            A page that is loaded anew does not have it any more.
          </DropZone>
        )}
      </Panel>
      <Group justify="space-between" mt="lg">
        <Button
          variant="default"
          component={Link}
          to={path(`integrations/${integration.key}/set-up?step=map`)}
        >
          Back to the columns
        </Button>
        <Button
          variant="default"
          component={Link}
          to={path(`integrations/${integration.key}/uploads`)}
        >
          Upload later
        </Button>
      </Group>
    </>
  );
}
