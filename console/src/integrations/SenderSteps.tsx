import { List } from '@mantine/core';
import { Panel } from '../shared/Panel';
import { useStored } from '../shared/useStored';
import { senderKey } from './kept';
import { senderOf } from './senders';

interface Props {
  system: string;
  integration: string;
}

/** What to do in the sender, where it is one that is known. */
export function SenderSteps({ system, integration }: Props) {
  const [key] = useStored(senderKey(system, integration), () => '');
  const sender = senderOf(key);
  if (!sender) return null;
  return (
    <Panel title={`In ${sender.name}`} about="As its own pages call things; they may have moved.">
      <List type="ordered" size="sm" spacing={4} maw="46rem">
        {sender.steps.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
    </Panel>
  );
}
