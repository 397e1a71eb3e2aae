package dev.muster.mailing;

import dev.muster.catalog.Subject;
import dev.muster.catalog.SystemDefinition;
import dev.muster.sheet.Sheet;
import java.util.List;

/// A report that was run to be sent.
///
/// @param key its key
/// @param name for people
/// @param description for people; may be empty
/// @param environment the key of the one that it is about
/// @param content what came out
public record Shown(
    String key, String name, String description, String environment, Content content) {

  /// What comes out of a report.
  public sealed interface Content {
    /// Figures.
    record Figures(Sheet sheet) implements Content {}

    /// Nothing.
    ///
    /// @param why for people
    record Problem(String why) implements Content {}
  }

  /// Runs reports.
  @FunctionalInterface
  public interface Runner {
    /// The reports of what a mailing shows, as of now, in their order.
    List<Shown> run(SystemDefinition system, Subject subject);
  }
}
