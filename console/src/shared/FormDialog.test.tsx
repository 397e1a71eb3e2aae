import { TextInput } from '@mantine/core';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { FormDialog } from './FormDialog';
import { renderInApp } from './render';

const beside = () => document.querySelector('.mantine-Modal-overlay') ?? document.body;

function open() {
  const onClose = vi.fn();
  renderInApp(
    <FormDialog opened onClose={onClose} title="Invite someone">
      <TextInput label="Name" />
    </FormDialog>,
  );
  return onClose;
}

test('a click beside an untouched form closes it', async () => {
  const onClose = open();
  await userEvent.click(beside());
  expect(onClose).toHaveBeenCalledOnce();
});

test('a click beside a form in which something was entered does not', async () => {
  const onClose = open();
  await userEvent.type(screen.getByLabelText('Name'), 'Ann');
  await userEvent.click(beside());
  expect(onClose).not.toHaveBeenCalled();
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
});
