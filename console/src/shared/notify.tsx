import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { asProblem, nextStep } from './problem';

/** Says that something was done. One short sentence in the past tense. */
export function notifyDone(message: string): void {
  notifications.show({
    message,
    color: 'green',
    icon: <IconCheck size={16} stroke={2.5} />,
    autoClose: 4000,
  });
}

/** Says what went wrong with an action whose form cannot show it. */
export function notifyProblem(error: unknown): void {
  const problem = asProblem(error);
  notifications.show({
    title: problem.title,
    message: [problem.detail, nextStep(problem)].filter(Boolean).join(' '),
    color: 'red',
    icon: <IconAlertTriangle size={16} />,
    autoClose: 12_000,
  });
}
