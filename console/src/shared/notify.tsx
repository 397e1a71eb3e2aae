import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { asProblem, nextStep } from './problem';

/** What comes next, as a link. Notifications lie outside of the router, so that it is handed in. */
interface Next {
  words: string;
  to: string;
  navigate: (to: string) => unknown;
}

/** Says that something was done. One short sentence in the past tense. */
export function notifyDone(message: string, next?: Next): void {
  const id = notifications.show({
    message: next ? (
      <>
        {message}{' '}
        <Anchor
          href={next.to}
          inherit
          c="var(--mantine-color-text)"
          fw={550}
          underline="always"
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            notifications.hide(id);
            void next.navigate(next.to);
          }}
        >
          {next.words}
        </Anchor>
      </>
    ) : (
      message
    ),
    color: 'green',
    icon: <IconCheck size={16} stroke={2.5} />,
    // Longer where there is something to do.
    autoClose: next ? 12_000 : 4000,
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
