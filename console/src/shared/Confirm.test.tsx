import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { Confirm } from './Confirm';
import { useOnce } from './once';
import { renderInApp } from './render';

function Asking({ act }: { act: () => Promise<unknown> }) {
  const [opened, setOpened] = useState(false);
  const acting = useMutation({
    mutationFn: act,
    meta: { shown: true },
    onSuccess: () => setOpened(false),
  });
  return (
    <>
      <button onClick={() => setOpened(true)}>Ask</button>
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title="Replace it?"
        action="Replace it"
        pending={acting.isPending}
        onConfirm={() => acting.mutate()}
      >
        {acting.error ? acting.error.message : 'The old one stops working.'}
      </Confirm>
    </>
  );
}

const later = () => new Promise((done) => setTimeout(done, 5));
const yes = () => screen.getByRole('button', { name: 'Replace it' });

test('a double click says yes once, and so it is each time that it is asked', async () => {
  const act = vi.fn(later);
  renderInApp(<Asking act={act} />);
  for (const times of [1, 2]) {
    fireEvent.click(screen.getByText('Ask'));
    const button = await screen.findByRole('button', { name: 'Replace it' });
    fireEvent.click(button);
    fireEvent.click(button);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(act).toHaveBeenCalledTimes(times);
  }
});

test('what was refused can be tried again', async () => {
  const act = vi.fn(async () => {
    await later();
    throw new Error('not now');
  });
  renderInApp(<Asking act={act} />);
  fireEvent.click(screen.getByText('Ask'));
  fireEvent.click(await screen.findByRole('button', { name: 'Replace it' }));
  await screen.findByText('not now');
  fireEvent.click(yes());
  await waitFor(() => expect(act).toHaveBeenCalledTimes(2));
});

test('a form is sent once, and again only after a refusal', async () => {
  let refuse = true;
  const act = vi.fn(async () => {
    await later();
    if (refuse) throw new Error('refused');
  });
  function Form() {
    const acting = useMutation({ mutationFn: act, meta: { shown: true } });
    const once = useOnce(acting);
    return (
      <>
        <button onClick={() => once()}>Send</button>
        {acting.status}
      </>
    );
  }
  renderInApp(<Form />);
  const twice = () => [1, 2].forEach(() => fireEvent.click(screen.getByText('Send')));
  twice();
  await screen.findByText('error');
  expect(act).toHaveBeenCalledTimes(1);
  refuse = false;
  twice();
  await screen.findByText('success');
  twice();
  expect(act).toHaveBeenCalledTimes(2);
});
