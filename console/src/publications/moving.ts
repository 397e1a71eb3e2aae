import type { PublicationPreview } from '../shared/contract';

/** Who enters and leaves one segment; null where only a page load can tell. */
interface Moving {
  segment: string;
  name: string;
  entering: number | null;
  leaving: number | null;
}

/** What publishing moves, segment by segment, and all together. Who enters two segments counts twice. */
export function movingOf(changes: PublicationPreview['changes']) {
  const rows: Moving[] = changes
    .filter(
      ({ change, entering, leaving }) => change !== 'same' || (entering ?? 0) + (leaving ?? 0) > 0,
    )
    .map(({ segment, name, entering, leaving }) => ({
      segment,
      name,
      entering: entering ?? null,
      leaving: leaving ?? null,
    }));
  const sum = (of: (row: Moving) => number | null) =>
    rows.reduce((all, row) => all + (of(row) ?? 0), 0);
  return {
    rows,
    entering: sum((row) => row.entering),
    leaving: sum((row) => row.leaving),
    /** Segments of which it is not known. */
    unknown: rows.filter(({ entering, leaving }) => entering === null || leaving === null).length,
  };
}
