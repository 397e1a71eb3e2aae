package dev.muster.intake;

import dev.muster.catalog.IdentifierHash;
import dev.muster.intake.Delivery.Refusal;
import dev.muster.population.UserId;
import java.util.Optional;

/// Reads the end user's identifier as a sender wrote it. One implementation for bodies and for
/// files. Immutable.
public final class IdentifierReader {

  private final String place;
  private final Optional<String> salt;

  /// @param place where the identifier is, as people wrote it: a path, or a column
  /// @param salt with which identifiers are hashed; empty: they are kept as they come
  public IdentifierReader(String place, Optional<String> salt) {
    this.place = place;
    this.salt = salt;
  }

  /// What became of it.
  public sealed interface Result {

    /// A user's identifier; hashed, if they are.
    record Known(UserId user) implements Result {}

    /// None.
    ///
    /// @param text as far as it was understood; empty also where identifiers are kept hashed only
    record Unusable(Refusal refusal, Optional<String> text) implements Result {}
  }

  /// Reads a text.
  public Result read(String text) {
    if (text.isEmpty()) {
      return unusable("is an empty string");
    }
    if (!isWellFormed(text)) {
      return unusable("has half of a surrogate pair in it");
    }
    Optional<UserId> user = UserId.tryOf(text);
    if (user.isEmpty()) {
      return refused(
          "the identifier at \"%s\" has more than %d bytes".formatted(place, UserId.BYTES_MAX),
          Shown.cut(text));
    }
    if (text.equals(".") || text.equals("..")) {
      // Clients take them out of an address before they send it, so that nobody could be shown,
      // exported or erased, and something else would be in their place.
      return refused(
          "the identifier at \"%s\" is \"%s\", which no user can be called".formatted(place, text),
          text);
    }
    return new Result.Known(
        salt.isEmpty() ? user.get() : UserId.of(IdentifierHash.of(salt.get(), text)));
  }

  /// Refuses what is no text, or not there.
  ///
  /// @param what that it is, as the end of a sentence: `is null`
  Result.Unusable unusable(String what) {
    String detail =
        "the identifier at \"" + place + "\" " + what + "; send a string or a number there";
    return new Result.Unusable(Flaw.IDENTIFIER_MISSING.refusal(detail), Optional.empty());
  }

  /// Where identifiers are kept hashed only, one that is refused is not kept at all.
  private Result.Unusable refused(String detail, String text) {
    return new Result.Unusable(
        Flaw.IDENTIFIER_MISSING.refusal(detail),
        salt.isEmpty() ? Optional.of(text) : Optional.empty());
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(unit, text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
