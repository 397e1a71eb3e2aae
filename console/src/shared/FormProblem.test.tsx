import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { FormProblem } from './FormProblem';
import { ProblemError } from './problem';
import { renderInApp } from './render';

const refused = (...paths: string[]) =>
  new ProblemError({
    type: 'https://muster.dev/problems/invalid',
    title: 'Something is not right',
    status: 422,
    detail: 'See the places that are named.',
    errors: paths.map((path) => ({ path, code: 'invalid', reason: `${path} is wrong` })),
  });

test('what a field shows is not said twice', () => {
  renderInApp(<FormProblem error={refused('name')} fields={['name', 'key']} />);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('what no field shows is said with its place', () => {
  renderInApp(
    <FormProblem error={refused('name', 'condition.rules[0].field')} fields={['name', 'key']} />,
  );
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain('condition.rules[0].field is wrong');
  expect(alert.textContent).not.toContain('name is wrong');
});

test('a field of another name shows it where the form says so', () => {
  renderInApp(
    <FormProblem
      error={refused('expiresAt')}
      errors={{ expiry: 'expiresAt is wrong' }}
      fields={['expiry']}
    />,
  );
  expect(screen.queryByRole('alert')).toBeNull();
});

test('what has no place is shown as it is', () => {
  renderInApp(<FormProblem error={refused()} fields={['name']} />);
  expect(screen.getByRole('alert').textContent).toContain('See the places');
});

test('the first field that shows something is gone to', async () => {
  const { rerender } = renderInApp(<Form error={null} />);
  expect(document.activeElement).toBe(document.body);
  rerender(<Form error={refused('key')} />);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Key')));
});

const Form = ({ error }: { error: unknown }) => (
  <form>
    <input aria-label="Name" />
    <input aria-label="Key" aria-invalid={error !== null} />
    <input aria-label="Other" aria-invalid={error !== null} />
    <FormProblem error={error} fields={['name', 'key', 'other']} />
  </form>
);
