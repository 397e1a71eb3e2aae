package dev.muster.embedded;

import dev.muster.catalog.AuditEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Which entries of the audit log are asked for. What is empty does not matter.
///
/// @param kind [AuditEntry#kind], exact
/// @param actor what [AuditEntry#actor] contains, in any case
/// @param action [AuditEntry#action], or what is before its dot
/// @param text what any part of the entry contains, in any case
/// @param from not before
/// @param to before
/// @param system by key: the system itself and what belongs to it
public record AuditQuery(
    Optional<String> kind,
    Optional<String> actor,
    Optional<String> action,
    Optional<String> text,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> system) {

  /// Everything.
  public static final AuditQuery ALL =
      new AuditQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  boolean wants(AuditEntry entry) {
    return kind.filter(it -> !entry.kind().equals(it)).isEmpty()
        && actor.filter(it -> !contains(entry.actor(), it)).isEmpty()
        && action
            .filter(it -> !entry.action().equals(it) && !entry.action().startsWith(it + "."))
            .isEmpty()
        && from.filter(it -> entry.at().isBefore(it)).isEmpty()
        && to.filter(it -> !entry.at().isBefore(it)).isEmpty()
        && system.filter(it -> !belongs(entry, it)).isEmpty()
        && text.filter(it -> !contains(entry, it)).isEmpty();
  }

  private static boolean belongs(AuditEntry entry, String system) {
    return entry.key().startsWith(system + "/")
        || (entry.kind().equals("system") && entry.key().equals(system));
  }

  private static boolean contains(AuditEntry entry, String text) {
    return contains(entry.actor(), text)
        || contains(entry.source(), text)
        || contains(entry.action(), text)
        || contains(entry.kind(), text)
        || contains(entry.key(), text)
        || entry.before().filter(it -> contains(it.toString(), text)).isPresent()
        || entry.after().filter(it -> contains(it.toString(), text)).isPresent();
  }

  private static boolean contains(String whole, String part) {
    return whole.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
