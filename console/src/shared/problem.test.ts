import { expect, test } from 'vitest';
import { asProblem, fieldErrors, ProblemError } from './problem';

const refusal = new ProblemError({
  type: 'https://muster.dev/problems/invalid',
  title: 'Invalid content',
  status: 422,
  detail: 'name is empty.',
  errors: [
    { path: 'name', reason: 'is empty' },
    { path: 'timeZone', reason: 'is no time zone' },
  ],
});

test('a problem is known by the end of its type', () => expect(refusal.code).toBe('invalid'));

test('what is wrong with a field is put at that field', () =>
  expect(fieldErrors(refusal)).toEqual({ name: 'is empty', timeZone: 'is no time zone' }));

test('whatever else is thrown can be shown too, and has no fields', () => {
  expect(asProblem(new TypeError('x is undefined')).detail).toBe('x is undefined');
  expect(fieldErrors(new TypeError('x'))).toEqual({});
});
