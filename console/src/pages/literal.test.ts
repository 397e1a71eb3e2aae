import { expect, test } from 'vitest';
import { LineFault, readLines } from './literal';

test('assignments give the global variables, whatever way they are written', () => {
  const { globals } = readLines(`
    <script>
      // who is signed in
      window.app = window.app || {};
      app.user = { email: 'ann@example.com', "plan": "pro", ids: [1, 2,], admin: false };
      var uid = 42; globalThis['other-id'] = \`x\`;
    </script>`);
  expect(globals).toEqual({
    app: { user: { email: 'ann@example.com', plan: 'pro', ids: [1, 2], admin: false } },
    uid: 42,
    'other-id': 'x',
  });
});

test('what const and let name is in no window', () => {
  const { globals, hidden } = readLines(`const app = {user: 'ann'};\nlet uid = "7"`);
  expect(globals).toEqual({});
  expect(hidden).toEqual({ app: { user: 'ann' }, uid: '7' });
});

test('calls are told with what they are called with', () => {
  const { calls } = readLines(`
    window.muster = window.muster || [];
    muster.push(['identify', 'ann@example.com', {hash: 'ab'}]);
    muster.identify("bob")`);
  expect(calls).toEqual([
    { path: ['muster', 'push'], values: [['identify', 'ann@example.com', { hash: 'ab' }]] },
    { path: ['muster', 'identify'], values: ['bob'] },
  ]);
});

test('JSON stands by itself', () => {
  expect(readLines('{"user": {"email": "a\\u0062\\n"}}').value).toEqual({
    user: { email: 'ab\n' },
  });
  expect(readLines('"ann"').value).toBe('ann');
  expect(readLines('null').value).toBeNull();
});

test.each([
  ['app = {user: currentUser.email}', 'Line 1: what “currentUser.email” is shows only while'],
  ['x = 1;\napp = {user: `${id}`}', 'Line 2: a text is not closed, or is put together'],
  ['app = {user "x"}', 'Line 1: : was expected before “"x"}”'],
  ['app = {', 'Line 1: a name was expected at the end'],
  ['app = () => 1', 'Line 1: a value was expected before “() => 1”'],
  ['if (x) y = 1', 'Line 1:'],
])('%s cannot be read, and it says where', (text, words) => {
  expect(() => readLines(text)).toThrow(LineFault);
  expect(() => readLines(text)).toThrow(words);
});

test('a name that objects have anyway is a name like others', () => {
  const { globals } = readLines('window.__proto__ = {a: 1}; constructor.name = "x"');
  expect(Object.keys(globals)).toEqual(['__proto__', 'constructor']);
  expect(({} as { a?: number }).a).toBeUndefined();
});
