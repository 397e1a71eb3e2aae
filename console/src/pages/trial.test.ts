// @vitest-environment jsdom
import { expect, test } from 'vitest';
import type { IdentifierSource } from '../../../snippet/src/settings';
import { trial } from './trial';

const variable = (name: string): IdentifierSource => ({ method: 'variable', name });
const cookie: IdentifierSource = { method: 'cookie', name: 'uid' };
const local: IdentifierSource = { method: 'local-storage', name: 'uid' };
const parameter: IdentifierSource = { method: 'parameter', name: 'uid' };
const element = (selector: string, attribute?: string): IdentifierSource => ({
  method: 'element',
  selector,
  ...(attribute ? { attribute } : {}),
});

test.each<[string, IdentifierSource, string, string]>([
  ['lines', variable('app.user.email'), `window.app = {user: {email: 'ann'}}`, 'ann'],
  ['JSON of the variable', variable('app.user.email'), '{"user": {"email": "ann"}}', 'ann'],
  [
    'JSON with the variable',
    variable('app.user.email'),
    '{"app": {"user": {"email": "ann"}}}',
    'ann',
  ],
  ['a number', variable('uid'), 'var uid = 42', '42'],
  ['a plain value', variable('uid'), '"ann"', 'ann'],
  ['cookies', cookie, 'theme=dark; uid=ann%40example.com', 'ann@example.com'],
  ['the header', cookie, 'Cookie: a=1;uid=ann', 'ann'],
  [
    'a header that sets it',
    cookie,
    'Set-Cookie: s=1; HttpOnly\nSet-Cookie: uid=ann; Path=/',
    'ann',
  ],
  [
    'lines that store it',
    local,
    `localStorage.setItem("theme", "dark"); \nlocalStorage.setItem("uid","ann")`,
    'ann',
  ],
  ['a line that sets it', local, `window.localStorage.uid = 'ann';`, 'ann'],
  ['a stored number', { method: 'session-storage', name: 'uid' }, `sessionStorage['uid'] = 7`, '7'],
  ['entries', local, 'theme\tdark\nuid\tann', 'ann'],
  ['entries with colons', local, 'a:b: 1\nuid: ann: the first', 'ann: the first'],
  ['JSON of a storage', { method: 'session-storage', name: 'u.id' }, '{"u.id":"ann"}', 'ann'],
  ['an address', parameter, 'https://a.example/x?y=1&uid=ann%40example.com#z', 'ann@example.com'],
  ['an attribute', element('body', 'data-user'), '<body data-user="ann">', 'ann'],
  ['a text', element('#me'), '<p>Hello <b id="me"> ann </b></p>', 'ann'],
  ['a call', { method: 'call' }, `muster.identify('ann', {hash: 'ab'})`, 'ann'],
  ['a pushed call', { method: 'call' }, `muster.push(['identify', 'ann'])`, 'ann'],
])('%s: what the snippet would find', (_, source, text, found) => {
  expect(trial(source, text).found).toBe(found);
});

test.each<[IdentifierSource, string, string]>([
  [variable(''), 'x = 1', 'Name it above first.'],
  [variable('app.user'), 'const app = {user: "ann"}', 'declared by const or let'],
  [variable('app.user'), 'App = {user: "ann"}', 'no variable app, but App: capitals count'],
  [
    variable('app.user.email'),
    'app = {user: {id: 1, name: "x"}}',
    'app.user has no email; it has id, name.',
  ],
  [
    variable('app.user'),
    'app = {user: {id: 1}}',
    'an object; name one of its parts, such as app.user.id',
  ],
  [variable('app.user.id'), 'app = {user: null}', 'app.user is null, and has no id.'],
  [variable('uid'), 'uid = true', 'uid is true; it has to be a text or a number.'],
  [variable('app.user'), 'app = {user: session.user}', 'what “session.user” is shows only while'],
  [variable('uid'), '', 'There is no variable in it.'],
  [cookie, 'theme=dark; UID=x', 'no cookie uid, but UID: capitals count'],
  [cookie, 'theme=dark; lang=en', 'no cookie uid in it, only theme, lang.'],
  [cookie, 'uid=ann; HttpOnly; Path=/', 'no script finds it'],
  [cookie, 'Set-Cookie: a=1; Path=/\nset-cookie: uid=ann; HttpOnly', 'no script finds it'],
  [cookie, 'Set-Cookie: theme=dark; Path=/', 'no cookie uid in it, only theme.'],
  [local, `sessionStorage.setItem('uid', 'ann')`, 'into the other storage'],
  [cookie, 'uid=100%', 'cannot be decoded'],
  [cookie, 'uid=', 'It is there, but empty.'],
  [local, 'name: x', 'no entry uid in it, only name.'],
  [parameter, 'https://a.example/#/x?uid=ann', 'after the #'],
  [element('p['), '<p>', 'p[ is no CSS selector.'],
  [element('.me'), '<p>', 'No element matches .me.'],
  [element('p', 'data-id'), '<p class="a">', 'has no attribute data-id; it has class.'],
  [{ method: 'call' }, 'muster.identify(user.email)', 'what “user.email” is shows only while'],
  [{ method: 'call' }, 'muster.identify(null)', 'nobody is signed in'],
  [{ method: 'call' }, 'muster.identify({})', 'identify is called with an object: nobody.'],
  [{ method: 'call' }, `muster.identify(' ')`, 'identify is called with an empty text: nobody.'],
  [{ method: 'call' }, 'muster.refresh()', 'Nothing in it calls muster.identify'],
])('nothing is found by %o in %s, and it says why', (source, text, words) => {
  const { found, words: said } = trial(source, text);
  expect(found).toBeNull();
  expect(said.join(' ')).toContain(words);
});

test.each<[IdentifierSource, string, string]>([
  [local, 'uid: {"email": "ann"}', 'looks like JSON'],
  [cookie, 'uid=undefined', 'hardly is somebody’s identifier'],
  [cookie, `uid=${'x'.repeat(257)}`, 'longer than 256 bytes'],
  [cookie, 'uid="ann"', 'The quotes belong to the identifier'],
  [element('p'), '<p>ann</p><p>bob</p>', '2 elements match; the first counts.'],
  [variable('uid'), 'uid = 7', 'A number is sent as a text.'],
  [variable('uid'), 'uid = " ann "', 'Spaces at its beginning and end'],
  [{ method: 'call' }, 'muster.identify(42)', 'A number is sent as a text.'],
  [{ method: 'call' }, `muster.identify(' ann ')`, 'Spaces at its beginning and end'],
])('what is found by %o in %s is doubted', (source, text, words) => {
  const { found, words: said } = trial(source, text);
  expect(found).not.toBeNull();
  expect(said.join(' ')).toContain(words);
});

test.each<[IdentifierSource, string, boolean]>([
  [{ method: 'call' }, `muster.push(['identify', currentUser.email])`, true],
  [local, `localStorage.setItem('uid', user.id)`, true],
  [{ method: 'call' }, 'muster.identify(null)', false],
  [cookie, 'theme=dark', false],
])('whether %o is found in %s cannot be told: %s', (source, text, untold) => {
  expect(trial(source, text)).toMatchObject({ found: null, ...(untold ? { untold } : {}) });
  expect(trial(source, text).untold ?? false).toBe(untold);
});

test('the proof that a call gives is told', () => {
  expect(trial({ method: 'call' }, `muster.identify('ann', {hash: 'ab'})`).hash).toBe('ab');
});
