package dev.muster.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the key for secrets is: beside the data directory, so that who has the one, or a backup of
/// it, does not have the other.
///
/// @param file the key
/// @param data the data directory that it belongs to
record SecretKeyPlace(Path file, Path data) {

  /// Where older versions put it.
  private static final String INSIDE = "secret.key";

  /// @return what `secret-key` says; else `secret.key` in the data directory, if an older version
  ///   made it; else the data directory's name with `.key`, beside it
  /// @throws BadSettingException if there are keys at both places, or the data directory has none
  ///   beside it
  static SecretKeyPlace of(Settings settings) throws BadSettingException {
    Path data = settings.get(ServeSettings.DATA);
    Optional<Path> said = settings.find(ServeSettings.SECRET_KEY);
    if (said.isPresent()) {
      return new SecretKeyPlace(said.get(), data);
    }
    Path inside = data.resolve(INSIDE);
    Path beside = beside(data);
    if (!Files.exists(inside)) {
      return new SecretKeyPlace(beside, data);
    }
    if (Files.exists(beside)) {
      throw new BadSettingException(
          "there are two keys for secrets, %s and %s; name the one that the data was encrypted with"
                  .formatted(inside, beside)
              + " by --secret-key, or move the other one away");
    }
    return new SecretKeyPlace(inside, data);
  }

  private static Path beside(Path data) throws BadSettingException {
    Path directory = data.toAbsolutePath().normalize();
    Path name = directory.getFileName();
    if (name == null) {
      throw new BadSettingException(
          "secret-key: %s has nothing beside it; say where the key for secrets is to be"
              .formatted(data));
    }
    return directory.resolveSibling(name + ".key");
  }

  /// Whether the key is in the data directory, and so with those who have that.
  boolean inData() {
    return file.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize());
  }

  /// What to do where it is [#inData], without a full stop.
  String advice() throws BadSettingException {
    return "the key for secrets is in the data directory, so who has that, or a backup of it, can"
        + " open them: stop the server, move %s to %s, and start it again"
            .formatted(file, beside(data));
  }
}
