package dev.muster;

/// The entry point.
public final class Main {
  private Main() {}

  /// Runs the command line.
  ///
  /// @param arguments as typed after `./muster`
  public static void main(String[] arguments) {
    System.out.println("muster " + String.join(" ", arguments));
  }
}
