package dev.muster.population;

import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import java.util.Arrays;
import java.util.stream.IntStream;

/// One run of a condition over all users, block by block, beside the writer.
final class SelectRun {

  /// From so many blocks on a scan is worth several threads.
  private static final int PARALLEL_FROM = 3;

  private final Population population;
  private final int blockRows;
  private final int users;
  private final Scan scan;
  private final RowTest exact;
  private final AsOf asOf;

  /// @throws IllegalArgumentException if the condition can be run only while a page loads
  SelectRun(Population population, Kernels kernels, ResolvedCondition condition, AsOf asOf) {
    if (condition.needsPage()) {
      throw new IllegalArgumentException("the condition can be run only while a page loads");
    }
    this.population = population;
    this.blockRows = population.blockRows();
    this.users = population.rows();
    this.scan = new Scan(population, kernels, condition, asOf);
    this.exact = new RowTests(population).of(condition);
    this.asOf = asOf;
  }

  Selection run() {
    int blocks = (users + blockRows - 1) / blockRows;
    int blockWords = blockRows >> 6;
    long[] words = new long[(users + 63) / 64];
    IntStream all = IntStream.range(0, blocks);
    (blocks >= PARALLEL_FROM ? all.parallel() : all)
        .forEach(block -> {
          long[] found = new long[blockWords];
          selectBlock(block, found);
          int from = block * blockWords;
          System.arraycopy(found, 0, words, from, Math.min(blockWords, words.length - from));
        });
    if (users % 64 != 0) {
      words[words.length - 1] &= (1L << users) - 1;
    }
    return new Selection(words, users);
  }

  /// Scans a block, and looks once more at the rows that changed meanwhile.
  private void selectBlock(int block, long[] found) {
    BlockVersion version = population.blockVersion(block);
    for (int tries = 0; tries < 3; tries++) {
      long before = version.stable();
      Arrays.fill(found, 0);
      scan.select(block, found);
      population.erased().takeOut(block, found);
      if (version.isStill(before)) {
        return;
      }
      int[] changed = version.changedSince(before);
      if (changed != null) {
        for (int row : changed) {
          selectRow(version, block * blockRows + row, found);
        }
        return;
      }
    }
    int inBlock = Math.min(blockRows, population.rows() - block * blockRows);
    for (int row = 0; row < inBlock; row++) {
      selectRow(version, block * blockRows + row, found);
    }
  }

  private void selectRow(BlockVersion version, int ordinal, long[] found) {
    if (ordinal >= population.rows()) {
      return;
    }
    UserId id = population.idOf(ordinal);
    boolean holds =
        version.holds(
            at -> !population.isErased(at) && exact.holds(new RowTest.Row(at, id, asOf, null)),
            ordinal);
    int row = ordinal % blockRows;
    if (holds) {
      found[row >> 6] |= 1L << row;
    } else {
      found[row >> 6] &= ~(1L << row);
    }
  }
}
