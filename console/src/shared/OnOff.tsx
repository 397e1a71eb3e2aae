import { Badge } from '@mantine/core';

interface Props {
  on: boolean;
  /** Where it is, and where it is not. */
  words: [on: string, off: string];
}

/** How a setting is, in the head of its panel. */
export function OnOff({ on, words }: Props) {
  return (
    <Badge variant="light" color={on ? 'green' : 'gray'} size="lg">
      {words[on ? 0 : 1]}
    </Badge>
  );
}
