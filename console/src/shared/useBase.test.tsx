import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useBase } from './useBase';

const at = (version: number, name: string) => ({ version, name });

function begin() {
  return renderHook(({ latest }) => useBase(latest), {
    initialProps: { latest: at(1, 'one') },
  });
}

test('a form in which nothing was typed begins anew with what someone else saved', () => {
  const { result, rerender } = begin();
  rerender({ latest: at(2, 'two') });
  expect(result.current.base).toEqual(at(2, 'two'));
  expect(result.current.round).toBe(1);
  expect(result.current.theirs).toBeNull();
});

test('what was typed stays, as a change of the version that it was begun with', () => {
  const { result, rerender } = begin();
  act(() => result.current.setDirty(true));
  rerender({ latest: at(2, 'two') });
  expect(result.current.base.version).toBe(1);
  expect(result.current.round).toBe(0);
  expect(result.current.theirs).toEqual(at(2, 'two'));
  act(() => result.current.keep());
  expect(result.current.base.version).toBe(2);
  expect(result.current.round).toBe(0);
  expect(result.current.theirs).toBeNull();
});

test('once it is saved it begins with that, though the list is still that of before', () => {
  const { result } = begin();
  act(() => result.current.setDirty(true));
  act(() => result.current.begin(at(2, 'mine')));
  expect(result.current.base).toEqual(at(2, 'mine'));
  expect(result.current.theirs).toBeNull();
  expect(result.current.dirty).toBe(false);
});

test('a change of what the form does not show disturbs nobody', () => {
  const { result, rerender } = renderHook(
    ({ latest }) => useBase(latest, (one, other) => one.name === other.name),
    { initialProps: { latest: at(1, 'one') } },
  );
  rerender({ latest: at(2, 'one') });
  expect(result.current.round).toBe(0);
  act(() => result.current.setDirty(true));
  rerender({ latest: at(3, 'one') });
  expect(result.current.base.version).toBe(3);
  expect(result.current.theirs).toBeNull();
  rerender({ latest: at(4, 'two') });
  expect(result.current.theirs).toEqual(at(4, 'two'));
});
