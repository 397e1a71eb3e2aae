package dev.muster.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalKindTest {

  private static final ValueReader READER = new ValueReader(ZoneId.of("Europe/Berlin"));

  private static RefusalKind kind(Reading reading) {
    return switch (reading) {
      case Reading.Refused(String reason) -> RefusalKind.of(reason);
      case Reading.Value _, Reading.Clear _ -> throw new AssertionError("taken: " + reading);
    };
  }

  @Test
  void whateverIsOfAnotherTypeIsThat() {
    for (AttributeType type : List.of(AttributeType.NUMBER, AttributeType.DATE)) {
      assertThat(kind(READER.ofString(type, "x"))).isEqualTo(RefusalKind.WRONG_TYPE);
      assertThat(kind(READER.ofBoolean(type, true))).isEqualTo(RefusalKind.WRONG_TYPE);
    }
    for (AttributeType type : AttributeType.values()) {
      assertThat(kind(READER.ofObject(type))).isEqualTo(RefusalKind.WRONG_TYPE);
      assertThat(kind(READER.ofArray(type))).isEqualTo(RefusalKind.WRONG_TYPE);
    }
    assertThat(kind(READER.ofNumber(AttributeType.BOOLEAN, "7"))).isEqualTo(RefusalKind.WRONG_TYPE);
    assertThat(kind(READER.ofString(AttributeType.STRINGS, "x"))).isEqualTo(RefusalKind.WRONG_TYPE);
  }

  @Test
  void theOthersAreToldApart() {
    assertThat(kind(READER.ofNumber(AttributeType.NUMBER, "1e999")))
        .isEqualTo(RefusalKind.OUT_OF_RANGE);
    assertThat(kind(READER.ofString(AttributeType.STRING, "x".repeat(2_000))))
        .isEqualTo(RefusalKind.TOO_LARGE);
    assertThat(kind(READER.ofStrings(AttributeType.STRINGS, Collections.nCopies(101, "x"))))
        .isEqualTo(RefusalKind.TOO_LARGE);
    assertThat(kind(READER.ofString(AttributeType.STRING, "\ud800")))
        .isEqualTo(RefusalKind.MALFORMED);
    assertThat(RefusalKind.of(RefusalKind.OLDER_WORDS + ", which happened at noon"))
        .isEqualTo(RefusalKind.OLDER);
    assertThat(RefusalKind.of("what nobody says")).isEqualTo(RefusalKind.OTHER);
  }
}
