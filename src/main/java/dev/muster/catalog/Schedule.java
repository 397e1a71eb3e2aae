package dev.muster.catalog;

import java.util.Optional;

/// From where an integration of kind csv takes new files into an environment by itself.
///
/// @param source where they are
/// @param replaces whether users who are not in a file lose the integration's attributes
/// @param everyMinutes how often it is looked for new ones; 1 to 1,440
public record Schedule(Source source, boolean replaces, int everyMinutes) {

  /// A day.
  public static final int MINUTES_MAX = 1_440;

  /// A quarter of an hour.
  public static final int MINUTES_OTHERWISE = 15;

  static final String PURPOSE = "bucket of a schedule";

  /// Where files are.
  public sealed interface Source {}

  /// A folder of the server's machine, below the one that its operator allows.
  ///
  /// @param path relative to that one; empty for itself
  /// @param pattern of the names of its files, such as `customers-*.csv`
  public record Folder(String path, String pattern) implements Source {}

  /// A bucket that speaks the protocol of S3.
  ///
  /// @param endpoint where it is served; empty: by AWS
  /// @param region as the service calls it
  /// @param bucket its name
  /// @param prefix with which the names of the objects begin; may be empty
  /// @param pathStyle whether the bucket's name stands in the path, and not in the host
  /// @param accessKeyId which key it is
  /// @param sealed the secret access key, as a [SecretBox] closed it
  public record Bucket(
      Optional<String> endpoint,
      String region,
      String bucket,
      String prefix,
      boolean pathStyle,
      String accessKeyId,
      String sealed)
      implements Source {

    /// The secret access key.
    ///
    /// @return empty if it was closed with another key
    public Optional<String> open(SecretBox box) {
      return box.open(PURPOSE, sealed);
    }

    /// Whether a secret that was given for the other one may be sent to this one, too.
    public boolean hasSecretOf(Bucket other) {
      return endpoint.equals(other.endpoint) && accessKeyId.equals(other.accessKeyId);
    }
  }

  /// Closes a secret access key.
  public static String seal(SecretBox box, String secret) {
    return box.close(PURPOSE, secret);
  }
}
