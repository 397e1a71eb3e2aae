import { expect, test } from 'vitest';
import { connectAnswer, connectCommand, connectScript, connectUse } from './connect';

const asked = { server: 'https://muster.example.com', clientKey: 'ck_1' };

test('the command names the address, and sends the key and a user as text/plain', () => {
  const command = connectCommand(asked);
  expect(command).toContain(`curl 'https://muster.example.com/v1/page-load'`);
  expect(command).toContain(`'Content-Type: text/plain'`);
  const body = /-d '(.+)'$/.exec(command)?.[1] ?? '';
  expect(JSON.parse(body)).toEqual({ key: 'ck_1', user: 'ann@example.com' });
});

test('the page loads the snippet of the environment, and says who is signed in', () => {
  const script = connectScript(asked, { method: 'call', proof: false });
  expect(script).toContain('<script async src="https://muster.example.com/muster.js?key=ck_1">');
  expect(script).toContain(`muster.push(['identify', 'ann@example.com'])`);
  expect(connectUse('pros')).toContain('data-muster-segment="pros" hidden');
});

test('where the snippet finds the user by itself the page says nothing, unless it has to be proved', () => {
  expect(connectScript(asked, { method: 'cookie', proof: false })).not.toContain('identify');
  expect(connectScript(asked, { method: 'cookie', proof: true })).toContain(
    `['identify', 'ann@example.com', { hash: 'HASH' }]`,
  );
  expect(connectCommand(asked, { proof: true })).toContain('"hash": "HASH"');
});

test('before the first publication, nobody is in a segment', () =>
  expect(
    JSON.parse(connectAnswer({ publication: null, segment: 'pros', user: 'ann' })),
  ).toMatchObject({ segments: [], publication: null }));

test('the answer tells of the user as it was asked about, and of no segment that is not live', () => {
  const user = 'a'.repeat(64);
  const body = /-d '(.+)'$/.exec(connectCommand(asked, { user }))?.[1] ?? '';
  expect(JSON.parse(body)).toEqual({ key: 'ck_1', user });
  const answer = { publication: 3, segment: 'pros', user };
  expect(JSON.parse(connectAnswer(answer))).toMatchObject({
    user: { id: user },
    segments: ['pros'],
  });
  expect(JSON.parse(connectAnswer({ ...answer, segment: null }))).toMatchObject({ segments: [] });
});
