import { Group, Radio, Text } from '@mantine/core';
import classes from './Choice.module.css';

interface Props {
  value: string;
  label: string;
  /** What it means to choose it. */
  about: string;
  /** Where it cannot be chosen; `about` says why. */
  disabled?: boolean;
}

/** One of a few ways, in a `Radio.Group`, with what it means. */
export function Choice({ value, label, about, disabled }: Props) {
  return (
    <Radio.Card value={value} disabled={disabled} className={classes.choice}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Radio.Indicator mt={2} disabled={disabled} />
        <div>
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="sm" c="dimmed">
            {about}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}
