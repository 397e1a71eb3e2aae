import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ProblemError } from './problem';
import { renderInApp } from './render';
import { ProblemView } from './states';

test('a problem says what was wrong, each place of it, what depends on it, and lets one try again', async () => {
  const retry = vi.fn();
  renderInApp(
    <ProblemView
      onRetry={retry}
      error={
        new ProblemError({
          type: 'https://muster.dev/problems/version-conflict',
          title: 'Changed by someone else',
          status: 412,
          detail: 'The version is 3.',
          errors: [
            { path: 'name', reason: 'is empty' },
            { path: 'key', reason: 'is taken' },
          ],
          dependents: [{ kind: 'segment', key: 'premium', name: 'Premium', where: 'draft' }],
        })
      }
    />,
  );

  expect(screen.getByRole('alert')).toHaveTextContent('Changed by someone else');
  expect(screen.getByRole('alert')).toHaveTextContent('The version is 3.');
  expect(screen.getByText('is taken', { exact: false })).toBeInTheDocument();
  expect(screen.getByText('Premium')).toBeInTheDocument();
  expect(screen.getByText(/Load it again/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledOnce();
});
