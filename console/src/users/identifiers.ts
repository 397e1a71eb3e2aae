/** How many identifiers a list may have. */
export const IDENTIFIERS_MAX = 100_000;

/** How many go to the server at once: so many that it is fast, so few that one sees how far it is. */
const PORTION = 500;

export interface Listed {
  /** Each once, in their order. */
  identifiers: string[];
  repeated: number;
}

/** The identifiers of a text with one a line; white space around them and quotes about them do not count. */
export function identifiersOf(text: string): Listed {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .map((line) => (/^".*"$/.test(line) ? line.slice(1, -1).replaceAll('""', '"').trim() : line))
    .filter((line) => line !== '');
  const identifiers = [...new Set(lines)];
  return { identifiers, repeated: lines.length - identifiers.length };
}

/** Commas, semicolons and tabs, by which spreadsheets and mail programs hold several on one line. */
const BETWEEN = /[,;\t]/;

const partsOf = (line: string): string[] =>
  line
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter(Boolean);

/** Lines that look like several identifiers. They may be one all the same. */
export const severalIn = (identifiers: string[]): string[] =>
  identifiers.filter((line) => partsOf(line).length > 1);

/** A text in which each part of such lines has a line of its own. */
export const onOwnLines = (identifiers: string[]): string =>
  identifiers.flatMap((line) => partsOf(line)).join('\n');

export function portionsOf(identifiers: string[]): string[][] {
  const portions: string[][] = [];
  for (let from = 0; from < identifiers.length; from += PORTION) {
    portions.push(identifiers.slice(from, from + PORTION));
  }
  return portions;
}
