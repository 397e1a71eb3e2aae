/** What a group says of its rules, as a sentence that goes on with them. */
export const SENTENCES = [
  { value: 'and', label: 'All of these hold' },
  { value: 'or', label: 'Any of these holds' },
  { value: 'not or', label: 'None of these holds' },
  { value: 'not and', label: 'Not all of these hold' },
];

/** Which of the sentences a group says. */
export const sentenceOf = ({ combinator, not }: { combinator?: string; not?: boolean }): string =>
  `${not ? 'not ' : ''}${combinator === 'or' ? 'or' : 'and'}`;
