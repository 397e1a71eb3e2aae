package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvRowsLawsTest {

  private static final int FILES = 20;

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aFileIsReadAsItWasWrittenAndAsANaiveReaderReadsIt(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < FILES; i++) {
      RandomFile file = new RandomFile(random);
      List<List<String>> expected = new ArrayList<>(file.rows());
      expected.removeIf(row -> row.stream().allMatch(cell -> bare(cell).isEmpty()));
      if (expected.isEmpty()) {
        continue;
      }
      List<String> first = expected.getFirst();
      if (file.format().header()) {
        expected.set(0, names(first));
      } else {
        expected.addFirst(names(first.stream().map(_ -> "").toList()));
      }

      assertThat(NaiveCsv.read(file.text(), file.format())).isEqualTo(file.rows());
      assertThat(CsvFiles.read(new Trickle(file.bytes(), random), file.format()))
          .as("%s of %s", file.format(), file.text())
          .isEqualTo(expected);
    }
  }

  private static List<String> names(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> bare(cells.get(i)).isEmpty() ? "Column " + (i + 1) : bare(cells.get(i)))
        .toList();
  }

  /// Without what nobody sees around it.
  private static String bare(String cell) {
    return cell.replaceAll("^[\\s\\p{Z}\ufeff]+|[\\s\\p{Z}\ufeff]+$", "");
  }

  /// Gives as many bytes at a time as it likes.
  private static final class Trickle extends InputStream {
    private final InputStream bytes;
    private final SplittableRandom random;

    Trickle(byte[] bytes, SplittableRandom random) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return bytes.read(into, from, Math.min(length, 1 + random.nextInt(5_000)));
    }
  }
}
