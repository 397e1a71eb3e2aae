import { describe, expect, it } from 'vitest';
import { identifiersOf, onOwnLines, portionsOf, severalIn } from './identifiers';

describe('identifiersOf', () => {
  it('takes one a line, however lines end', () => {
    expect(identifiersOf('\uFEFFann\r\n  bob \n\n\rcid')).toEqual({
      identifiers: ['ann', 'bob', 'cid'],
      repeated: 0,
    });
  });

  it('takes each once, and quotes for none of it', () => {
    expect(identifiersOf('"ann"\nann\n"a ""b"""\n')).toEqual({
      identifiers: ['ann', 'a "b"'],
      repeated: 1,
    });
  });

  it('leaves commas alone, as identifiers may have them', () => {
    expect(identifiersOf('ann,bob').identifiers).toEqual(['ann,bob']);
  });
});

describe('severalIn', () => {
  it('finds lines that look like several, which can be put on lines of their own', () => {
    const list = ['ann', 'bob@x, cid@x;', 'dee\teve', 'fay,'];
    expect(severalIn(list)).toEqual(['bob@x, cid@x;', 'dee\teve']);
    expect(onOwnLines(list)).toBe('ann\nbob@x\ncid@x\ndee\neve\nfay');
  });
});

describe('portionsOf', () => {
  it('has all of them, in their order', () => {
    const all = Array.from({ length: 1_201 }, (_, at) => `u${at}`);
    expect(portionsOf(all).map(({ length }) => length)).toEqual([500, 500, 201]);
    expect(portionsOf(all).flat()).toEqual(all);
    expect(portionsOf([])).toEqual([]);
  });
});
