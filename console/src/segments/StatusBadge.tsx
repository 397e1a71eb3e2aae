import { Badge, Tooltip } from '@mantine/core';
import type { SegmentStatus } from '../shared/contract';

const STATES: Record<SegmentStatus, [color: string, meaning: string]> = {
  draft: ['gray', 'Not published here: page loads do not know it yet.'],
  live: ['green', 'Page loads use it as it stands here.'],
  changed: ['yellow', 'Page loads use an older form; publish to use this one.'],
};

/** Whether a segment is published, and as it is now. */
export function StatusBadge({ status }: { status: SegmentStatus }) {
  const [color, meaning] = STATES[status];
  return (
    <Tooltip label={meaning}>
      <Badge variant="light" color={color} tt="none">
        {status}
      </Badge>
    </Tooltip>
  );
}
