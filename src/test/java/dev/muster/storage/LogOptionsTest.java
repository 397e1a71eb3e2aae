package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LogOptionsTest {

  private static final Path DIRECTORY = Path.of("log");

  private final LogOptions defaults = LogOptions.in(DIRECTORY);

  @Test
  void theDefaultsAreThese() {
    assertThat(defaults.directory()).isEqualTo(DIRECTORY);
    assertThat(defaults.segmentBytes()).isEqualTo(67_108_864);
    assertThat(defaults.queueMax()).isEqualTo(16_384);
    assertThat(defaults.queueBytesMax()).isEqualTo(67_108_864);
    assertThat(defaults.groupBytesMax()).isEqualTo(4_194_304);
    assertThat(defaults.recordBytesMax()).isEqualTo(4_194_304);
  }

  @Test
  void eachCanBeChangedAlone() {
    assertThat(defaults.withSegmentBytes(8 << 20))
        .isEqualTo(new LogOptions(DIRECTORY, 8 << 20, 16_384, 64 << 20, 4 << 20, 4 << 20));
    assertThat(defaults.withQueue(7, 5 << 20))
        .isEqualTo(new LogOptions(DIRECTORY, 64 << 20, 7, 5 << 20, 4 << 20, 4 << 20));
    assertThat(defaults.withGroupBytesMax(1000))
        .isEqualTo(new LogOptions(DIRECTORY, 64 << 20, 16_384, 64 << 20, 1000, 4 << 20));
    assertThat(defaults.withRecordBytesMax(1000))
        .isEqualTo(new LogOptions(DIRECTORY, 64 << 20, 16_384, 64 << 20, 4 << 20, 1000));
  }

  @Test
  void sizesThatDoNotFitEachOtherAreRefused() {
    refused("does not fit a segment", () -> defaults.withSegmentBytes(4 << 20));
    refused("multiple of 8", () -> defaults.withSegmentBytes((8 << 20) + 4));
    refused("at most 1 GiB", () -> defaults.withSegmentBytes((1 << 30) + 8));
    refused("at least one record", () -> defaults.withRecordBytesMax(0));
    refused("at least one record", () -> defaults.withGroupBytesMax(0));
    refused("at least one record", () -> defaults.withQueue(1, 64 << 20));
    refused("room for a record", () -> defaults.withQueue(16, (4 << 20) - 1));
  }

  @Test
  void theLargestRecordJustFitsASegment() {
    int largest = SegmentLayout.recordBytesMax(8 << 20);
    assertThat(defaults.withRecordBytesMax(largest).withSegmentBytes(8 << 20).recordBytesMax())
        .isEqualTo(largest);
    refused(
        "does not fit", () -> defaults.withRecordBytesMax(largest + 1).withSegmentBytes(8 << 20));
  }

  private static void refused(String why, Runnable attempt) {
    assertThatIllegalArgumentException().isThrownBy(attempt::run).withMessageContaining(why);
  }
}
