/** A stretch of a text, and whether the other text has it not. */
export interface Part {
  text: string;
  changed: boolean;
}

const WORDS_MAX = 600;

/** Two texts in the stretches that they share, and those that each has alone, word by word. */
export function wordsChanged(before: string, after: string): [before: Part[], after: Part[]] {
  const one = before.split(/(?<=\s)/).filter(Boolean);
  const other = after.split(/(?<=\s)/).filter(Boolean);
  if (one.length > WORDS_MAX || other.length > WORDS_MAX) {
    return [[{ text: before, changed: true }], [{ text: after, changed: true }]];
  }
  const same = (i: number, j: number) => one[i]!.trim() === other[j]!.trim();
  // The longest run of words that both have, from each pair of places on.
  const longest = Array.from({ length: one.length + 1 }, () =>
    new Array<number>(other.length + 1).fill(0),
  );
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      longest[i]![j] = same(i, j)
        ? longest[i + 1]![j + 1]! + 1
        : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
    }
  }
  const sides: [Part[], Part[]] = [[], []];
  const put = (side: 0 | 1, text: string, changed: boolean) => {
    const last = sides[side].at(-1);
    if (last?.changed === changed) last.text += text;
    else sides[side].push({ text, changed });
  };
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && same(i, j)) {
      put(0, one[i++]!, false);
      put(1, other[j++]!, false);
    } else if (
      j >= other.length ||
      (i < one.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)
    ) {
      put(0, one[i++]!, true);
    } else {
      put(1, other[j++]!, true);
    }
  }
  return sides;
}
