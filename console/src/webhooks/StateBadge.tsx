import { Badge } from '@mantine/core';
import type { Webhook } from '../shared/contract';
import { STATES } from './words';

/** How a webhook is doing, in a word. */
export function StateBadge({ webhook }: { webhook: Webhook }) {
  const { label, color } = STATES[webhook.state];
  return (
    <Badge variant="light" color={color} tt="none">
      {label}
    </Badge>
  );
}
