package dev.muster.cli;

/// Which Muster this is.
final class Version {
  private Version() {}

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(a build without a version)" : version;
  }
}
