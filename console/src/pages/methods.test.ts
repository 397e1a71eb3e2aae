// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { sourceWords } from '../shared/connect';
import { expressionOf, methodOf, METHODS, sourceOf } from './methods';

test('each method has what is to be named for it, but a call, which needs nothing', () => {
  expect(METHODS).toHaveLength(7);
  for (const { method, name } of METHODS) expect(name === undefined).toBe(method === 'call');
  expect(methodOf('element').name?.label).toBe('CSS selector');
});

test('what the settings say is what the snippet takes, without what is empty', () => {
  expect(sourceOf({ method: 'element', selector: '#me', attribute: '' })).toEqual({
    method: 'element',
    selector: '#me',
  });
  expect(sourceOf({ method: 'cookie', name: 'uid', selector: null })).toEqual({
    method: 'cookie',
    name: 'uid',
  });
  expect(sourceOf({ method: 'call', name: null })).toEqual({ method: 'call' });
});

test('the line for the developer tools is JavaScript, whatever the names are', () => {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- as developer tools do
  const run = (line: string): unknown => new Function(`return ${line}`)() as unknown;
  const name = `it's "a\\b"`;
  localStorage.setItem(name, 'ann');
  expect(run(expressionOf({ method: 'local-storage', name }))).toBe('ann');
  expect(run(expressionOf({ method: 'session-storage', name }))).toBeNull();
  Object.assign(window, { app: { 'the user': { id: 7 } } });
  expect(run(expressionOf({ method: 'variable', name: 'app.the user.id' }))).toBe(7);
  expect(run(expressionOf({ method: 'variable', name: 'app.nobody.id' }))).toBeUndefined();
  document.body.innerHTML = `<p data-it="ann">bob</p>`;
  const element = { method: 'element', selector: `p[data-it='ann']` } as const;
  expect(run(expressionOf(element))).toBe('bob');
  expect(run(expressionOf({ ...element, attribute: 'data-it' }))).toBe('ann');
  expect(run(expressionOf({ method: 'parameter', name: 'uid' }))).toBeNull();
  expect(run(expressionOf({ method: 'cookie', name: 'uid' }))).toBeUndefined();
});

test('where it is looked for is said in a few words', () => {
  expect(sourceWords({ method: 'variable', name: 'app.id' })).toBe('the variable app.id');
  expect(sourceWords({ method: 'element', selector: 'body' })).toBe('the text of the element body');
});
