import { act, fireEvent, screen } from '@testing-library/react';
import { useSearchParams } from 'react-router';
import { expect, test, vi } from 'vitest';
import { renderInApp } from './render';
import { Typed } from './Typed';

function List() {
  const [search, setSearch] = useSearchParams();
  const set = (name: string) => (value: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set(name, value);
      return next;
    });
  return (
    <>
      <Typed label="User" value={search.get('user')} onChange={set('user')} />
      <Typed label="Text" value={search.get('text')} onChange={set('text')} />
      <button onClick={() => setSearch({})}>Show all</button>
      <output>{search.toString()}</output>
    </>
  );
}

const user = () => screen.getByLabelText('User');
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const wait = (millis: number) => act(() => vi.advanceTimersByTimeAsync(millis));
const asked = () => screen.getByRole('status').textContent;

test('each field narrows down by itself, and shows what is asked for', async () => {
  vi.useFakeTimers();
  const { router } = renderInApp(<List />, '/', '/?user=ada');
  expect(user()).toHaveValue('ada');

  type('User', 'bob');
  await wait(100);
  type('Text', 'plan');
  await wait(250);
  await wait(100);
  expect(asked()).toBe('user=bob&text=plan');

  await act(() => router.navigate(-1));
  await act(() => router.navigate(-1));
  expect(user()).toHaveValue('ada');

  type('User', 'carol');
  await wait(100);
  fireEvent.click(screen.getByText('Show all'));
  await wait(400);
  expect(asked()).toBe('');
  expect(user()).toHaveValue('');
  vi.useRealTimers();
});
