package dev.muster.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One thing that can be configured, under three names: the option `--tls-cert`, the environment
/// variable `MUSTER_TLS_CERT` and the key `tls-cert` of the configuration file.
///
/// @param name lower-case words with hyphens
/// @param placeholder stands for the value in the help
/// @param description for the help, without the default; where the reader is [Bounded], the limits
///   are added
/// @param standard the default as it would be written; empty if there is none
/// @param secret whether it may not be given on the command line, where every process can read it
/// @param reader throws `IllegalArgumentException` that says what is wrong with a value
record Setting<T>(
    String name,
    String placeholder,
    String description,
    Optional<String> standard,
    boolean secret,
    Function<String, T> reader) {

  /// Adds the limits.
  Setting {
    description =
        reader instanceof Bounded<T> bounded ? description + " " + bounded.words() : description;
  }

  static <T> Setting<T> of(
      String name, String placeholder, String standard, Function<String, T> reader, String text) {
    return new Setting<>(name, placeholder, text, Optional.of(standard), false, reader);
  }

  static <T> Setting<T> optional(
      String name, String placeholder, Function<String, T> reader, String text) {
    return new Setting<>(name, placeholder, text, Optional.empty(), false, reader);
  }

  static <T> Setting<T> secret(String name, Function<String, T> reader, String text) {
    return new Setting<>(name, "", text, Optional.empty(), true, reader);
  }

  String option() {
    return "--" + name;
  }

  String variable() {
    return "MUSTER_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
