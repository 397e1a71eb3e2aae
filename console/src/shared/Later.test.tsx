import { screen } from '@testing-library/react';
import { lazy } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Later } from './Later';
import { asProblem, noteNotLoaded } from './problem';
import { renderInApp } from './render';

beforeEach(() => vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

test('a part that cannot be loaded leaves the page as it is', async () => {
  const Part = lazy(() =>
    Promise.reject(new TypeError('Failed to fetch dynamically imported module: /assets/x.js')),
  );
  renderInApp(
    <>
      <input aria-label="Name" defaultValue="typed" />
      <Later>
        <Part />
      </Later>
    </>,
  );
  expect(await screen.findByRole('alert')).toHaveTextContent('The console could not be loaded');
  expect(screen.getByRole('button', { name: 'Load the page again' })).toBeVisible();
  expect(screen.getByLabelText('Name')).toHaveValue('typed');
});

test('what the builder says did not come is told from a mistake', () => {
  const error = new Error('Unable to preload CSS for /assets/x.css');
  expect(asProblem(error).title).toBe('The console made a mistake');
  noteNotLoaded({ payload: error });
  expect(asProblem(error).title).toBe('The console could not be loaded');
});
