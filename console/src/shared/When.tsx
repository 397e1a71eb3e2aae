import { Tooltip } from '@mantine/core';
import { ago, inFull } from './time';

/** A point in time: how long ago, and in full when asked. */
export function When({ at, never = 'never' }: { at: string | null; never?: string }) {
  if (at === null) return <span>{never}</span>;
  return (
    <Tooltip label={inFull(at)}>
      <time dateTime={at}>{ago(at)}</time>
    </Tooltip>
  );
}
