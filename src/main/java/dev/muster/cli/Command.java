package dev.muster.cli;

import picocli.CommandLine;

/// What a subcommand does.
interface Command {

  /// @return the exit code
  /// @throws BadSettingException if what it was told cannot be used
  /// @throws Exception if it cannot be done; the message says why
  int run(CommandLine.ParseResult parsed) throws Exception;
}
