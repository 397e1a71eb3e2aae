package dev.muster.web.api;

import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a `Content-Type` says.
final class MediaTypes {

  private static final Pattern JSON =
      Pattern.compile(
          "application/([a-z0-9.-]+\\+)?json( *; *charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

  /// What senders call a CSV file; browsers on Windows take it for Excel's.
  private static final Pattern FILE =
      Pattern.compile(
          "(text/[a-z.-]+|application/(octet-stream|csv|x-csv|vnd\\.ms-excel|partial-upload))( *;.*)?",
          Pattern.CASE_INSENSITIVE);

  private MediaTypes() {}

  /// Whether it is JSON in UTF-8.
  static boolean isJson(String contentType) {
    return JSON.matcher(contentType.strip()).matches();
  }

  /// Whether it may be a CSV file.
  static boolean isFile(String contentType) {
    return FILE.matcher(contentType.strip()).matches();
  }

  /// @param isPart whether more of a file was sent
  static ProblemException notCsv(String contentType, boolean isPart) {
    return new ProblemException(
        Problem.of(
            415,
            "not-csv",
            "Not CSV",
            "The Content-Type is "
                + contentType
                + (isPart
                    ? "; send the part of the file as the body, with Content-Type:"
                        + " application/partial-upload."
                    : "; send the file itself as the body, with Content-Type: text/csv.")));
  }

  /// Whether a client asks for a media type by its name.
  ///
  /// @param accept the header; null if it is absent
  static boolean isAccepted(String mediaType, @Nullable String accept) {
    return accept != null
        && Stream.of(accept.split(",", -1))
            .map(one -> one.split(";", -1)[0].strip())
            .anyMatch(mediaType::equalsIgnoreCase);
  }

  static ProblemException notJson(String contentType) {
    return new ProblemException(
        Problem.of(
            415,
            "not-json",
            "Not JSON",
            "The Content-Type is " + contentType + "; send application/json in UTF-8."));
  }
}
