package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.storage.RecordReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UploadStepCodecTest {

  @Test
  void anUploadIsReadAsItWasWritten() {
    Notation commas = new Notation(Optional.of(Decimal.COMMA), Optional.of(DateOrder.DMY));
    Upload upload =
        new Upload(
            7,
            1,
            2,
            UploadMode.REPLACE,
            UploadStatus.DONE,
            Optional.of("list.csv"),
            "ann",
            Optional.empty(),
            Instant.ofEpochMilli(1),
            Optional.of(Instant.ofEpochMilli(2)),
            Optional.of(Instant.ofEpochMilli(3)),
            OptionalLong.of(100),
            new FormatWishes(
                Optional.of(Encoding.UTF_8),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.of(3),
                new Notation(Optional.of(Decimal.POINT), Optional.empty()),
                true),
            Optional.of(
                new CsvFormat(
                    Encoding.WINDOWS_1252, Delimiter.SEMICOLON, Quote.DOUBLE, true, 3, commas)),
            Optional.of(new MappingMark("0123456789abcdef", Optional.empty())),
            UploadProgress.NONE,
            Optional.of("why"),
            List.of(new Refusal("Umsatz €", "not a number", 300, 2)),
            List.of(
                new ColumnCounts(3, "Umsatz €", 1_000, 20, 300),
                new ColumnCounts(40_000, "x", 0, 0, 0)),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.of(8));

    UploadStep read =
        UploadStepCodec.read(new RecordReader(UploadStepCodec.bytes(new UploadStep.Put(upload))));

    assertThat(read).isEqualTo(new UploadStep.Put(upload));
  }
}
