// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api, credentials, taken } from './api';
import type { Session } from './contract';
import { isAnother, noted } from './session';
import { forgetAll, forgetTab, keep, kept } from './tab';

const sessionOf = (id: string, csrfToken = `proof of ${id}`): Session => ({
  csrfToken,
  expiresAt: null,
  person: { id, name: id, email: `${id}@example.com`, password: true, role: 'editor' },
  role: 'editor',
  token: null,
});

beforeEach(forgetTab);
afterEach(() => vi.unstubAllGlobals());

test('what a person keeps in the tab is not read by the next, and goes with them', () => {
  noted(sessionOf('ann'));
  keep('sample.shop.crm', '{"email":"secret"}');
  expect(kept('sample.shop.crm')).toBe('{"email":"secret"}');
  expect(Object.keys(sessionStorage)).toContain('muster.ann.sample.shop.crm');
  forgetTab();
  noted(sessionOf('bob'));
  expect(kept('sample.shop.crm')).toBeNull();
  expect(JSON.stringify(sessionStorage)).not.toContain('secret');
});

test('after an end user is erased no sample stays, but a draft does', () => {
  noted(sessionOf('ann'));
  keep('sample.shop.crm', 'a payload');
  keep('mapping.shop.crm', 'a draft');
  forgetAll('sample.');
  expect(kept('sample.shop.crm')).toBeNull();
  expect(kept('mapping.shop.crm')).toBe('a draft');
});

test("somebody else's session is not taken over: the console begins anew", () => {
  noted(sessionOf('ann'));
  const onAnother = vi.spyOn(credentials, 'onAnother').mockReturnValue();
  expect(isAnother(sessionOf('bob'))).toBe(true);
  noted(sessionOf('bob'));
  expect(onAnother).toHaveBeenCalledOnce();
  expect(credentials.csrfToken).toBe('proof of ann');
  onAnother.mockRestore();
});

/** A server whose session is this one, and which wants its proof. */
function serve(session: Session) {
  const changes: string[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    const json = (body: unknown, status = 200) =>
      Promise.resolve(
        new Response(JSON.stringify(body), {
          status,
          headers: { 'Content-Type': 'application/json' },
        }),
      );
    if (request.method === 'GET') return json(session);
    changes.push(request.headers.get('X-CSRF-Token') ?? '');
    return changes.at(-1) === session.csrfToken
      ? json({})
      : json({ type: 'https://muster.dev/problems/csrf', status: 403, detail: 'no' }, 403);
  });
  return changes;
}

const change = () =>
  taken(api.POST('/api/v1/systems', { body: { key: 'shop', name: 'Shop', timeZone: 'UTC' } }));

test('a change with the proof of before is sent once more for the same person', async () => {
  noted(sessionOf('ann', 'old'));
  const changes = serve(sessionOf('ann', 'new'));
  await change();
  expect(changes).toEqual(['old', 'new']);
});

test('a change is not sent in the name of somebody else', async () => {
  noted(sessionOf('ann'));
  const onAnother = vi.spyOn(credentials, 'onAnother').mockReturnValue();
  const changes = serve(sessionOf('bob'));
  await expect(change()).rejects.toThrow('no');
  expect(changes).toEqual(['proof of ann']);
  expect(onAnother).toHaveBeenCalled();
  onAnother.mockRestore();
});
