import { expect, test } from 'vitest';
import { JsonFault, readJson, shown } from './json';
import { everyPlace, placesOf } from './places';

const places = (text: string) => [...everyPlace(placesOf(readJson(text)))];
const fault = (text: string) => {
  try {
    readJson(text);
  } catch (error) {
    return (error as JsonFault).message;
  }
  return null;
};

test('numbers keep the digits that were written', () => {
  expect(readJson('[12345678901234567890, 1.10]')).toEqual({
    kind: 'array',
    items: [
      { kind: 'number', digits: '12345678901234567890' },
      { kind: 'number', digits: '1.10' },
    ],
  });
});

test('what JSON.parse reads is read the same', () => {
  const text = '{"a":[{"b":"\\u00e4\\n\\"\\/"},null,true,-1.5e3,{}],"":[] }';
  const plain = (json: ReturnType<typeof readJson>): unknown => {
    switch (json.kind) {
      case 'object':
        return Object.fromEntries(json.members.map(({ name, value }) => [name, plain(value)]));
      case 'array':
        return json.items.map(plain);
      case 'number':
        return Number(json.digits);
      case 'null':
        return null;
      default:
        return json.value;
    }
  };
  expect(plain(readJson(text))).toEqual(JSON.parse(text));
});

test.each([
  ['', 'Line 1, column 1: a value is expected, but the text ends here.'],
  ['{"a": 1,\n  b: 2}', 'Line 2, column 3: a name in double quotes is expected, but there is "b".'],
  ['{"a" 1}', 'Line 1, column 6: a colon is expected after the name, but there is "1".'],
  ['[1 2]', 'Line 1, column 4: a comma or ] is expected, but there is "2".'],
  ['{"a": "b', 'Line 1, column 7: the text that begins here has no closing quote.'],
  ['{"a":1,"a":2}', 'Line 1, column 8: the name "a" comes twice.'],
  ['{} {}', 'Line 1, column 4: something follows the JSON: there is "{".'],
])('of %o it is said where and why it is no JSON', (text, words) =>
  expect(fault(text)).toBe(words),
);

test('what JSON.parse refuses is refused', () => {
  for (const text of [
    '01',
    '+1',
    '1.',
    '.5',
    "{'a':1}",
    '[1,]',
    '{"a":1,}',
    'nul',
    '"\t"',
    '"\\x"',
  ]) {
    expect(() => JSON.parse(text) as unknown, text).toThrow();
    expect(fault(text), text).not.toBeNull();
  }
});

test('paths lead through objects and arrays, joined by dots', () => {
  expect(
    places('{"customer":{"plan":"pro"},"items":[{"price":1}],"tags":["a"]}').map((p) => p.path),
  ).toEqual(['customer', 'customer.plan', 'items', 'items.0', 'items.0.price', 'tags', 'tags.0']);
});

test('of an array of objects the first is looked at', () =>
  expect(places('[{"id":1},{"other":2}]').map((p) => p.path)).toEqual(['id']));

test('a literal key with dots has its own path, and hides the nested value of the same path', () => {
  const found = places('{"properties":{"ID":1},"properties.ID":2,"a.b.c":3,"a":{"b.c":4}}');
  const of = (path: string) =>
    found
      .filter((place) => place.path === path)
      .map(({ value, unreachable }) => [shown(value), !unreachable]);
  expect(of('properties.ID')).toEqual([
    ['1', false],
    ['2', true],
  ]);
  expect(of('a.b.c')).toEqual([
    ['3', true],
    ['4', false],
  ]);
});

test('the longest literal key first is read, as the server does', () => {
  const found = places('{"a":{"b.c":1},"a.b":{"c":2}}').filter(({ path }) => path === 'a.b.c');
  expect(found.map(({ value, unreachable }) => [shown(value), unreachable === null])).toEqual([
    ['1', false],
    ['2', true],
  ]);
});

test('a name that is empty has no path', () =>
  expect(places('{"":1}')[0]?.unreachable).toMatch(/empty/));
