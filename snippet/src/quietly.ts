/**
 * Does what a page goes on without, too: where it has redefined what is needed, or the browser is old.
 *
 * @param otherwise what is done instead, with what was thrown
 */
export function quietly(call: () => void, otherwise?: (error: unknown) => void): void {
  try {
    call();
  } catch (error) {
    if (otherwise) quietly(() => otherwise(error));
  }
}
