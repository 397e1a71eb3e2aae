package dev.muster.cli;

import dev.muster.embedded.SecretKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the key for secrets is: beside the data directory, so that who has the one, or a backup of
/// it, does not have the other.
///
/// @param file the key
/// @param data the data directory that it belongs to
record SecretKeyPlace(Path file, Path data) {

  /// @return what `secret-key` says; else `secret.key` in the data directory, if an older version
  ///   made it; else the data directory's name with `.key`, beside it
  /// @throws BadSettingException if there are two different keys, the key is not where it is said
  ///   to be but where it was, or the data directory has nothing beside it
  static SecretKeyPlace of(Settings settings) throws BadSettingException {
    Path data = settings.get(ServeSettings.DATA);
    Optional<Path> said = settings.find(ServeSettings.SECRET_KEY);
    SecretKeyPlace inside = inside(data);
    if (said.isPresent()) {
      if (!Files.exists(said.get()) && Files.exists(inside.file)) {
        throw new BadSettingException(
            "secret-key: there is no %s; the key of this data is %s, where older versions made it: move it there"
                .formatted(said.get(), inside.file));
      }
      return new SecretKeyPlace(said.get(), data);
    }
    Path beside =
        beside(data)
            .orElseThrow(() ->
                new BadSettingException(
                    "secret-key: %s has nothing beside it; say where the key for secrets is to be"
                        .formatted(data)));
    if (!Files.exists(inside.file)) {
      return new SecretKeyPlace(beside, data);
    }
    if (!Files.exists(beside)) {
      return inside;
    }
    Optional<String> one = SecretKeyFile.fingerprint(beside);
    if (one.isPresent() && one.equals(SecretKeyFile.fingerprint(inside.file))) {
      return new SecretKeyPlace(beside, data);
    }
    throw new BadSettingException(
        "there are two keys for secrets, %s and %s; name the one that the data was encrypted with"
                .formatted(inside.file, beside)
            + " by --secret-key, or move the other one away");
  }

  /// Where older versions put it.
  static SecretKeyPlace inside(Path data) {
    return new SecretKeyPlace(data.resolve("secret.key"), data);
  }

  /// @return empty for the root
  private static Optional<Path> beside(Path data) {
    Path directory = real(data);
    return Optional.ofNullable(directory.getFileName())
        .map(name -> directory.resolveSibling(name + ".key"));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      // Not there yet.
      Path directory = path.toAbsolutePath().normalize();
      Path parent = directory.getParent();
      return parent == null || !Files.exists(parent)
          ? directory
          : real(parent).resolve(directory.getFileName());
    }
  }

  /// Whether the key is in the data directory, and so with those who have that.
  boolean inData() {
    return real(file).startsWith(real(data));
  }

  /// Whether it is where older versions put it, and backups have it.
  boolean isWhereItWas() {
    return real(file).equals(real(inside(data).file));
  }

  /// What to do where it is [#inData], without a full stop.
  ///
  /// @param said whether `secret-key` says that it is there
  String advice(boolean said) {
    String why =
        "the key for secrets is in the data directory, so who has that, or a backup of it, can"
            + " open them: stop the server, move %s ".formatted(file);
    return why
        + (said
            ? "to another place, say that place with --secret-key, and start it again"
            : beside(data).map(path -> "to %s, and start it again".formatted(path)).orElse("away"));
  }
}
