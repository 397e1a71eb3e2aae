package dev.muster.web.api;

import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header `If-Match` (RFC 9110, 13.1.1), of which one strong entity tag or `*` is understood.
final class IfMatch {

  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

  private IfMatch() {}

  /// @return the version that is asked for; empty for any
  /// @throws ProblemException 400 for anything else
  static OptionalLong version(Optional<String> header) {
    if (header.isEmpty() || header.get().equals("*")) {
      return OptionalLong.empty();
    }
    Matcher matcher = TAG.matcher(header.get());
    if (matcher.matches()) {
      return OptionalLong.of(Long.parseLong(matcher.group(1)));
    }
    throw new ProblemException(
        Problem.of(
            400,
            "if-match-invalid",
            "If-Match is not a version",
            "If-Match takes one version in quotes, as the ETag gives it: \"3\"."));
  }
}
