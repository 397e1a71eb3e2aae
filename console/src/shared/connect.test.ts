import { expect, test, vi } from 'vitest';
import { connectAnswer, connectCommand, connectScript } from './connect';

const asked = { server: 'https://muster.example.com', clientKey: 'ck_1' };

test('the command names the address, and sends the key and a user as text/plain', () => {
  const command = connectCommand(asked);
  expect(command).toContain(`curl 'https://muster.example.com/v1/page-load'`);
  expect(command).toContain(`'Content-Type: text/plain'`);
  const body = /-d '(.+)'$/.exec(command)?.[1] ?? '';
  expect(JSON.parse(body)).toEqual({ key: 'ck_1', user: 'ann@example.com' });
});

test('the script asks for the segments of its user, and of a refusal has none', async () => {
  const run = async (answer: Response) => {
    const fetch =
      vi.fn<(url: string, init: { method: string; body: string }) => Promise<Response>>();
    fetch.mockResolvedValue(answer);
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what is offered to be run is run
    const script = new Function(
      'fetch',
      `return (async () => { ${connectScript(asked)}\nreturn segments; })()`,
    ) as (with_: typeof fetch) => Promise<unknown>;
    return { segments: await script(fetch), call: fetch.mock.calls[0] };
  };
  const { segments, call } = await run(new Response(connectAnswer(3, 'pro')));
  expect(segments).toEqual(['pro']);
  expect(call?.[0]).toBe('https://muster.example.com/v1/page-load');
  expect(call?.[1].method).toBe('POST');
  expect(call?.[1]).not.toHaveProperty('headers');
  expect(JSON.parse(call?.[1].body ?? '')).toMatchObject({
    key: 'ck_1',
    user: 'ann@example.com',
    url: location.href,
  });
  expect((await run(new Response('{}', { status: 403 }))).segments).toEqual([]);
});

test('before the first publication, nobody is in a segment', () =>
  expect(JSON.parse(connectAnswer(null))).toMatchObject({ segments: [], publication: null }));
