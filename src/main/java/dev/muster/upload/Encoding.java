package dev.muster.upload;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How a file's characters are written.
public enum Encoding {
  /// UTF-8, with or without a byte order mark.
  UTF_8("utf-8", "UTF-8", StandardCharsets.UTF_8),
  /// UTF-16, the lower byte first; with or without a byte order mark.
  UTF_16LE("utf-16le", "UTF-16 (little endian)", StandardCharsets.UTF_16LE),
  /// UTF-16, the higher byte first; with or without a byte order mark.
  UTF_16BE("utf-16be", "UTF-16 (big endian)", StandardCharsets.UTF_16BE),
  /// Windows-1252: what Excel writes in western Europe and America. ISO 8859-1 but for some
  /// controls that nobody uses.
  WINDOWS_1252("windows-1252", "Windows-1252", Charset.forName("windows-1252"));

  private final String code;
  private final String title;
  private final Charset charset;

  Encoding(String code, String title, Charset charset) {
    this.code = code;
    this.title = title;
    this.charset = charset;
  }

  /// Its name in JSON: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`.
  public String code() {
    return code;
  }

  /// Its name for people.
  String title() {
    return title;
  }

  Charset charset() {
    return charset;
  }

  /// @param code a name in JSON, exact
  /// @return the encoding, or empty where none has that name
  public static Optional<Encoding> ofCode(String code) {
    for (Encoding encoding : values()) {
      if (encoding.code.equals(code)) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }
}
