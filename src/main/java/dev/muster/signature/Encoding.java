package dev.muster.signature;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// How the bytes of a signature are written.
public enum Encoding {
  /// Two digits a byte, upper or lower case.
  HEX("hex"),
  /// RFC 4648, section 4; padding may be left out.
  BASE64("base64");

  private final String code;

  Encoding(String code) {
    this.code = code;
  }

  /// Its name in JSON.
  public String code() {
    return code;
  }

  /// @return empty where none has this name
  public static Optional<Encoding> ofCode(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
  }

  /// @return empty if it is not written like this
  Optional<byte[]> bytes(String text) {
    try {
      return Optional.of(
          switch (this) {
            case HEX -> HexFormat.of().parseHex(text);
            case BASE64 -> Base64.getDecoder().decode(text);
          });
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
