import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderInApp } from '../shared/render';
import { readJson } from './json';
import { MappingTree } from './MappingTree';
import { placesOf, type Place } from './places';

const SAMPLE = JSON.stringify({
  event: 'customer.changed',
  customer: { email: 'ann@example.com', plan: 'pro', address: { city: 'Ulm' }, vip: true },
  tags: ['a', 'b'],
  'customer.plan': 'literal',
});

const chosen = vi.fn<(what: string, path: string) => void>();
beforeEach(() => chosen.mockReset());

function Tree({ sample = SAMPLE, readOnly = false }: { sample?: string; readOnly?: boolean }) {
  const [identifier, setIdentifier] = useState('');
  const [taken, setTaken] = useState<ReadonlyMap<string, string[]>>(new Map());
  const toggle = ({ path, label }: Place) => {
    chosen('property', path);
    const next = new Map(taken);
    if (!next.delete(path)) next.set(path, [label]);
    setTaken(next);
  };
  return (
    <MappingTree
      places={placesOf(readJson(sample))}
      identifier={identifier}
      taken={taken}
      readOnly={readOnly}
      onToggle={toggle}
      onIdentifier={({ path }) => {
        chosen('identifier', path);
        setIdentifier(path);
      }}
    />
  );
}

const item = (name: RegExp) => screen.getByRole('treeitem', { name });
/** Focus follows on the next frame. */
const focused = (name: RegExp) => vi.waitFor(() => expect(item(name)).toHaveFocus());

test('a sample is a tree whose levels and open parts are told', () => {
  renderInApp(<Tree />);
  expect(screen.getByRole('tree', { name: 'Sample' })).toBeInTheDocument();
  expect(item(/^customer: \{ 4 fields \}/)).toHaveAttribute('aria-expanded', 'true');
  expect(item(/^email: "ann@example.com"/)).toHaveAttribute('aria-level', '2');
  expect(item(/^address: /)).toHaveAttribute('aria-expanded', 'false');
  expect(screen.queryByRole('treeitem', { name: /^city/ })).toBeNull();
  expect(item(/^address: /)).toHaveAttribute('aria-setsize', '4');
  expect(item(/^address: /)).toHaveAttribute('aria-posinset', '3');
});

test('a click on a value keeps it, another takes it out again', async () => {
  renderInApp(<Tree />);
  await userEvent.click(screen.getByText('"ann@example.com"'));
  expect(chosen).toHaveBeenLastCalledWith('property', 'customer.email');
  expect(item(/^email/)).toHaveAttribute('aria-selected', 'true');
  expect(item(/^email: .* kept as email$/)).toBeInTheDocument();
  await userEvent.click(screen.getByText('"ann@example.com"'));
  expect(item(/^email/)).toHaveAttribute('aria-selected', 'false');
});

test('the identifier is chosen by its button', async () => {
  renderInApp(<Tree />);
  const row = within(item(/^email/));
  await userEvent.click(row.getByText('Use as identifier'));
  expect(chosen.mock.calls).toEqual([['identifier', 'customer.email']]);
  expect(item(/^email: .* the identifier$/)).toBeInTheDocument();
});

test('everything can be done by keyboard: arrows, Home, End, Space, and I', async () => {
  renderInApp(<Tree />);
  const user = userEvent.setup();
  await user.tab();
  expect(item(/^event/)).toHaveFocus();
  await user.keyboard('{ArrowDown}');
  await focused(/^customer: \{/);
  await user.keyboard('{ArrowRight}');
  await focused(/^email/);
  await user.keyboard('i');
  expect(chosen).toHaveBeenLastCalledWith('identifier', 'customer.email');
  await user.keyboard('{ArrowDown}{ArrowDown}');
  await focused(/^address/);
  await user.keyboard('{ArrowRight}{ArrowRight}');
  await focused(/^city/);
  await user.keyboard(' ');
  expect(chosen).toHaveBeenLastCalledWith('property', 'customer.address.city');
  await user.keyboard('{ArrowLeft}');
  await focused(/^address/);
  await user.keyboard('{ArrowLeft}');
  expect(item(/^address/)).toHaveAttribute('aria-expanded', 'false');
  await user.keyboard('{ArrowLeft}');
  await focused(/^customer: \{/);
  await user.keyboard('{End}');
  await focused(/^customer\.plan/);
  await user.keyboard('{Enter}');
  expect(chosen).toHaveBeenLastCalledWith('property', 'customer.plan');
  await user.keyboard('{Home}');
  await focused(/^event/);
});

test('only one item is in the order of the Tab key', async () => {
  renderInApp(<Tree />);
  const inOrder = () => screen.getAllByRole('treeitem').filter(({ tabIndex }) => tabIndex === 0);
  expect(inOrder()).toHaveLength(1);
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await vi.waitFor(() => expect(inOrder()).toEqual([item(/^email/)]));
});

test('a value that no path leads to cannot be chosen, and it is said why', async () => {
  renderInApp(<Tree />);
  const hidden = item(/^plan: "pro", The path customer.plan already means another value/);
  expect(hidden).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(within(hidden).getByText('"pro"'));
  expect(chosen).not.toHaveBeenCalled();
  await userEvent.click(screen.getByText('"literal"'));
  expect(chosen).toHaveBeenLastCalledWith('property', 'customer.plan');
});

test('a list of texts can be ticked as a whole, beside what opens it', () => {
  renderInApp(<Tree />);
  const seen = (name: RegExp) => item(name).querySelectorAll('svg[data-chevron], [data-tick]');
  expect([...seen(/^tags/)].map(({ tagName }) => tagName)).toEqual(['svg', 'SPAN']);
  expect(seen(/^customer: /)).toHaveLength(1);
  expect(seen(/^event/)).toHaveLength(1);
});

test('a list of texts is one value, and a boolean cannot be the identifier', async () => {
  renderInApp(<Tree />);
  await userEvent.click(screen.getByText('["a", "b"]'));
  expect(chosen).toHaveBeenLastCalledWith('property', 'tags');
  expect(within(item(/^vip/)).queryByText('Use as identifier')).toBeNull();
});

test('what was opened for a choice stays open when the choice is taken back', async () => {
  renderInApp(<Tree />);
  await userEvent.click(screen.getByText('address'));
  await userEvent.click(screen.getByText('"Ulm"'));
  await userEvent.click(screen.getByText('"Ulm"'));
  expect(item(/^city/)).toBeInTheDocument();
});

test('of long arrays the rest is counted', async () => {
  renderInApp(
    <Tree sample={JSON.stringify({ lines: Array.from({ length: 50 }, (_, n) => ({ n })) })} />,
  );
  await userEvent.click(screen.getByText('lines'));
  await userEvent.click(screen.getByText('lines'));
  expect(screen.getByText('and 30 more')).toBeInTheDocument();
});

test('who may only read chooses nothing', async () => {
  renderInApp(<Tree readOnly />);
  await userEvent.click(screen.getByText('"ann@example.com"'));
  expect(chosen).not.toHaveBeenCalled();
  expect(screen.queryByText('Use as identifier')).toBeNull();
});

test('what stood open for its identifier stays so when another is chosen', async () => {
  const places = placesOf(readJson('{"a":{"b":{"c":"x"}},"d":"y"}'));
  const props = { places, taken: new Map(), onIdentifier: () => {}, onToggle: () => {} };
  const Both = () => {
    const [identifier, setIdentifier] = useState('a.b.c');
    return (
      <>
        <MappingTree {...props} identifier={identifier} focusFirst />
        <button type="button" onClick={() => setIdentifier('d')}>
          Another
        </button>
      </>
    );
  };
  renderInApp(<Both />);
  expect(item(/^a: /)).toHaveFocus();
  await userEvent.click(screen.getByRole('button', { name: 'Another' }));
  expect(item(/^c: "x"/)).toBeInTheDocument();
});
