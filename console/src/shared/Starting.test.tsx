import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ProblemError, unreachable } from './problem';
import { renderInApp } from './render';
import { Starting } from './Starting';

const starting = (progress?: string) =>
  new ProblemError({
    type: 'https://muster.dev/problems/starting',
    title: 'Still starting',
    status: 503,
    detail: 'The server is still loading its data.',
    ...(progress === undefined ? {} : { progress }),
  });

it('says how far a server is that still loads its data', () => {
  renderInApp(<Starting reason={starting('applied 12 of 120 MiB of the log')} />);
  expect(screen.getByRole('heading', { name: 'Muster is loading its data' })).toBeVisible();
  expect(screen.getByText(/^Applied 12 of 120 MiB of the log\. This page/)).toBeVisible();
});

it('says no more than that it waits where nothing is known', () => {
  renderInApp(<Starting reason={new ProblemError(unreachable())} />);
  expect(screen.getByRole('status', { name: 'Loading' })).toBeVisible();
  expect(screen.queryByRole('heading')).toBeNull();
});
