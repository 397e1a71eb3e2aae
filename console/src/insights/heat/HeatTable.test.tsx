import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { renderInApp } from '../../shared/render';
import { HeatTable } from './HeatTable';

const cell = (text: string, to: string | null) => ({
  text,
  label: `${text} users`,
  heat: 0.5,
  to: to === null ? null : { to, state: null },
});

test('the table is one stop of Tab, and arrow keys go from link to link', async () => {
  const user = userEvent.setup();
  renderInApp(
    <HeatTable
      label="Users by plan and country"
      corner="Plan"
      columns={['DE', 'FR', 'IT']}
      rows={[
        { label: 'pro', cells: [cell('1', '/a'), cell('0', null), cell('3', '/c')] },
        { label: 'free', cells: [cell('4', '/d'), null, cell('6', '/f')] },
      ]}
      foot={{ label: 'All', cells: [cell('5', '/e'), null, null] }}
    />,
  );
  const link = (name: string) => screen.getByRole('link', { name });
  await user.tab();
  expect(link('1 users')).toHaveFocus();
  await user.keyboard('{ArrowRight}');
  expect(link('3 users')).toHaveFocus();
  await user.keyboard('{ArrowDown}{ArrowLeft}{ArrowDown}');
  expect(link('5 users')).toHaveFocus();
  await user.keyboard('{ArrowDown}');
  expect(link('5 users')).toHaveFocus();
  await user.tab();
  expect(document.body).toHaveFocus();
  await user.tab();
  expect(link('5 users')).toHaveFocus();
});
