import { expect, test } from 'vitest';
import { csv } from './csv';

test('rows end as RFC 4180 wants it, and what needs quotes gets them', () => {
  expect(
    csv([
      ['plan', 'users'],
      ['a "b", c', 3],
      ['two\nlines', 0],
    ]),
  ).toBe('plan,users\r\n"a ""b"", c",3\r\n"two\nlines",0\r\n');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
])('no text can be taken for a formula: %j', (text, written) => {
  expect(csv([[text]])).toBe(`${written}\r\n`);
});

test('numbers are none, whatever they begin with', () => {
  expect(csv([[-5, 0.1, '', 'a=1']])).toBe('-5,0.1,,a=1\r\n');
});
