import { expect, it } from 'vitest';
import { isAllowed, originFault, originsIn } from './origins';

it('takes origins from lines and from commas', () => {
  expect(originsIn(' https://a.example \n\nhttps://b.example, http://localhost:3000')).toEqual([
    'https://a.example',
    'https://b.example',
    'http://localhost:3000',
  ]);
  expect(originsIn(' \n')).toEqual([]);
});

it('says what is wrong with each that is none', () => {
  expect(originFault('https://a.example\napp.example.com')).toBe(
    'app.example.com: begin with https://, as in https://app.example.com',
  );
  expect(originFault('shop.example.com/app')).toBe(
    'shop.example.com/app: begin with https://, as in https://shop.example.com',
  );
  expect(originFault('//shop.example.com/app?x#y')).toContain('as in https://shop.example.com');
  expect(originFault('http://localhost:3000/page')).toBe(
    'http://localhost:3000/page: an origin has no path; write http://localhost:3000',
  );
  expect(originFault('https://a.example?x=1')).toContain('write https://a.example');
  expect(originFault('a.example\nhttps://b.example\nhttps://c.example/x')).toBe(
    'a.example: begin with https://, as in https://a.example\n' +
      'https://c.example/x: an origin has no path; write https://c.example',
  );
  expect(originFault('https://')).toContain('there is no host in it');
  expect(originFault('https://a.example/\nhttps://*.b.example')).toBeNull();
  expect(originFault('')).toBeNull();
});

it.each([
  ['https://app.example.com', [], true],
  ['https://app.example.com', ['https://app.example.com'], true],
  ['https://app.example.com', ['https://*.example.com'], true],
  ['https://a.b.example.com:8443', ['https://*.example.com:8443'], true],
  ['https://example.com', ['https://*.example.com'], false],
  ['http://app.example.com', ['https://*.example.com'], false],
  ['https://badexample.com', ['https://*.example.com'], false],
  ['null', ['https://app.example.com'], false],
])('%s is allowed by %o: %s', (origin, patterns, allowed) => {
  expect(isAllowed(origin, patterns)).toBe(allowed);
});
