import { Alert, Radio } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Environment, Integration } from '../../shared/contract';
import { Choice } from '../Choice';
import { listed } from './columns';
import classes from './Uploads.module.css';

export type Way = 'merge' | 'replace';

interface Props {
  integration: Integration;
  environment: Environment;
  way: Way;
  onChange: (way: Way) => void;
  /** What a replace needs, as a title. */
  warning: string;
  /** What to do before one. */
  advice: string;
}

/** What becomes of those who are not in a file. */
export function ModeChoice({ integration, environment, way, onChange, warning, advice }: Props) {
  const ways = [
    {
      value: 'merge',
      label: 'Merge',
      about: 'Users in the file are updated. Everybody else keeps what they have.',
    },
    {
      value: 'replace',
      label: 'Replace',
      about: 'Users in the file are updated. Everybody else loses what this integration has told.',
    },
  ] as const;
  return (
    <div>
      <Radio.Group
        label="What becomes of users who are not in the file"
        value={way}
        onChange={onChange}
      >
        <div className={classes.modes}>
          {ways.map(({ value, label, about }) => (
            <Choice key={value} value={value} label={label} about={about} />
          ))}
        </div>
      </Radio.Group>
      {way === 'replace' && (
        <Alert
          mt="sm"
          color="yellow"
          variant="light"
          role="status"
          icon={<IconAlertTriangle size={18} />}
          title={warning}
        >
          Whoever is missing from it loses {listed(integration.properties.map(({ name }) => name))}{' '}
          in {environment.name}, and may leave segments. {advice}
        </Alert>
      )}
    </div>
  );
}
