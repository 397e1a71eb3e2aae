package dev.muster;

import dev.muster.cli.Cli;

/// The entry point.
public final class Main {
  private Main() {}

  /// Runs the command line.
  ///
  /// @param arguments as typed after `./muster`
  public static void main(String[] arguments) {
    System.exit(new Cli(System.getenv()).run(arguments));
  }
}
