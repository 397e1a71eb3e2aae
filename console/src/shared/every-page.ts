const PAGES_MAX = 40;

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** All items of a list that is known to be short (its limit is in the thousands), page after page. */
export async function everyPage<T>(
  page: (query: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let read = 0; read < PAGES_MAX; read++) {
    const answer: Page<T> = await page({ limit: 500, ...(cursor === null ? {} : { cursor }) });
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (cursor === null) return items;
  }
  throw new Error(`the list is longer than ${PAGES_MAX} pages`);
}
