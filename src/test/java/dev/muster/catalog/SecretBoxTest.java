package dev.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

  private final SecretBox box = SecretBox.passing();

  @Test
  void whatWasClosedIsOpenedForItsPurposeOnly() {
    String closed = box.close("one purpose", "grüße\u0000");
    assertThat(closed).matches("[A-Za-z0-9_-]+");
    assertThat(new String(Base64.getUrlDecoder().decode(closed), StandardCharsets.UTF_8))
        .doesNotContain("grüße");
    assertThat(box.open("one purpose", closed)).contains("grüße\u0000");
    assertThat(box.open("another", closed)).isEmpty();
    assertThat(SecretBox.passing().open("one purpose", closed)).isEmpty();
  }

  @Test
  void theSameSecretIsClosedDifferentlyEachTime() {
    assertThat(box.close("p", "secret")).isNotEqualTo(box.close("p", "secret"));
  }

  @Test
  void whatIsClosedAlikeIsTheSameForTheSameAndOpensAsAnythingElse() {
    String closed = box.closeAlike("p", "secret");
    assertThat(box.closeAlike("p", "secret")).isEqualTo(closed);
    assertThat(box.open("p", closed)).contains("secret");
    assertThat(box.open("q", closed)).isEmpty();
    // Neither nonce nor text is shared with what is not the same.
    for (String other :
        new String[] {
          box.closeAlike("p", "secres"),
          box.closeAlike("q", "secret"),
          box.close("p", "secret"),
          SecretBox.passing().closeAlike("p", "secret")
        }) {
      assertThat(other.substring(0, 16)).isNotEqualTo(closed.substring(0, 16));
    }
    assertThat(box.closeAlike("p\u0000", "x")).isNotEqualTo(box.closeAlike("p", "\u0000x"));
  }

  @Test
  void whatWasChangedAnywhereIsNotOpened() {
    byte[] closed = Base64.getUrlDecoder().decode(box.close("p", "secret"));
    for (int i = 0; i < closed.length; i++) {
      byte[] changed = closed.clone();
      changed[i] ^= 1;
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(box.open("p", text)).as("byte %s", i).isEmpty();
    }
    for (String none : new String[] {"", "AAAA", "not base64!", "=".repeat(50)}) {
      assertThat(box.open("p", none)).isEmpty();
    }
  }

  @Test
  void aKeyHasThirtyTwoBytes() {
    assertThatThrownBy(() -> SecretBox.of(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SecretBox.of(new byte[32]).open("p", SecretBox.of(new byte[32]).close("p", "x")))
        .contains("x");
  }
}
