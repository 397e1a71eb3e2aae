import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { draftProperty, type Draft } from './mapping';
import { curl, invented, readSample, shortened } from './sample';

const draft = (identifier: string, ...paths: string[]): Draft => ({
  identifier,
  properties: paths.map((path) => draftProperty({ path, name: path, type: 'string' })),
});
const short = (text: string, mapping: Draft) =>
  JSON.parse(shortened(readSample(text), mapping)) as unknown;

test('a sample is shortened to what the mapping takes, in the same nesting', () =>
  expect(
    short(
      '{"id":"x","more":{"a":1},"customer":{"email":"ann@example.com","plan":"pro","address":{"city":"Ulm"}}}',
      draft('customer.email', 'customer.address.city'),
    ),
  ).toEqual({ customer: { email: 'ann@example.com', address: { city: 'Ulm' } } }));

test('what stands before a wanted element of an array stays, as elements are told apart by number', () =>
  expect(
    short(
      '{"id":1,"items":[{"price":1,"x":2},{"price":3,"x":4},{"price":5}]}',
      draft('id', 'items.1.price'),
    ),
  ).toEqual({ id: 1, items: [{}, { price: 3 }] }));

test('a literal key with dots stays literal', () =>
  expect(short('{"id":1,"a.b":2,"a":{"b":3}}', draft('id', 'a.b'))).toEqual({ id: 1, 'a.b': 2 }));

test('numbers keep their digits', () =>
  expect(shortened(readSample('{"id":12345678901234567890}'), draft('id'))).toContain(
    '12345678901234567890',
  ));

test('without a sample one is invented that the mapping finds everything in', () => {
  const mapping = draft('customer.email', 'items.0.price', 'customer.plan', 'customer.plan.x');
  const { values } = readSample(invented(mapping));
  for (const path of ['customer.email', 'items.0.price', 'customer.plan']) {
    expect(values.has(path), path).toBe(true);
  }
});

test('the command is what a shell passes on unchanged, quotes included', () => {
  const payload = `{"name":"O'Neill $HOME \\"x\\" \`id\`"}`;
  const command = curl('http://127.0.0.1/in/x', payload).replace(/^curl/, "printf '%s\\0'");
  const passed = execFileSync('sh', ['-c', command], { encoding: 'utf8' }).split('\0');
  expect(passed).toEqual([
    '-X',
    'POST',
    'http://127.0.0.1/in/x',
    '-H',
    'Content-Type: application/json',
    '-d',
    payload,
    '',
  ]);
});

test.each([['[]'], ['"x"'], ['{}'], ['[1]']])('%s is no sample', (text) =>
  expect(() => readSample(text)).toThrow(/neither/),
);

test('where there is something around the objects, they are looked for in it, and sent in it', () => {
  const text = '{"a":{"people":[{"email":"ann@example.com","n":1.10},{}]},"id":7}';
  const sample = readSample(text, 'a.people');
  expect(sample.objects).toBe(2);
  expect(sample.values.has('email')).toBe(true);
  expect(sample.opened).toContain('1.10');
  expect(sample.opened).not.toContain('people');
  expect(JSON.parse(shortened(sample, draft('email'), 'a.people'))).toEqual({
    a: { people: { email: 'ann@example.com' } },
  });
  expect(JSON.parse(invented(draft('email'), 'a.people'))).toEqual({
    a: { people: { email: 'ann@example.com' } },
  });
});

test('a literal key wins, also on the way to the objects; where there are none it is said', () => {
  const literal = readSample('{"a":{"b":{"nested":1}},"a.b":{"literal":1}}', 'a.b');
  expect([...literal.values.keys()]).toEqual(['literal']);
  expect(() => readSample('{"a":{"b":3}}', 'a.b')).toThrow('There is no array or object at “a.b”');
  expect(() => readSample('[{"a":{"b":{}}}]', 'a.b')).toThrow('There is no array or object');
});
