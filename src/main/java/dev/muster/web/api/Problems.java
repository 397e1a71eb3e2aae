package dev.muster.web.api;

import dev.muster.catalog.CatalogException;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Role;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which problem an exception is to a client. The one place where that is decided.
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /// The problem that is answered for what was thrown.
  static Problem of(Throwable thrown) {
    return switch (thrown) {
      case ProblemException e -> e.problem();
      case CatalogException e -> of(e);
      default -> internal(thrown);
    };
  }

  private static Problem of(CatalogException e) {
    Problem problem =
        Problem.of(status(e.code()), e.code().text(), title(e.code()), sentence(e.detail()))
            .withErrors(faults(e.errors()));
    return e.dependents().isEmpty() ? problem : problem.with("dependents", e.dependents());
  }

  private static int status(CatalogException.Code code) {
    return switch (code) {
      case INVALID, UNRESOLVED, ATTRIBUTE_LIMIT, LIMIT, WRONG_PASSWORD -> 422;
      case NOT_FOUND, LINK_UNKNOWN -> 404;
      case ALREADY_EXISTS, IN_USE, CONFIRMATION_REQUIRED, LAST_ADMIN -> 409;
      case VERSION_CONFLICT -> 412;
      case FORBIDDEN -> 403;
      case UNAVAILABLE -> 503;
    };
  }

  private static String title(CatalogException.Code code) {
    return switch (code) {
      case INVALID -> "Invalid content";
      case NOT_FOUND -> "Unknown";
      case ALREADY_EXISTS -> "Already exists";
      case VERSION_CONFLICT -> "Changed by someone else";
      case ATTRIBUTE_LIMIT -> "Too many attributes";
      case LIMIT -> "Too many";
      case IN_USE -> "In use";
      case CONFIRMATION_REQUIRED -> "Needs confirmation";
      case UNRESOLVED -> "Segments that cannot be resolved";
      case LAST_ADMIN -> "The only admin";
      case LINK_UNKNOWN -> "Not a link that works";
      case WRONG_PASSWORD -> "Wrong password";
      case FORBIDDEN -> "Not allowed";
      case UNAVAILABLE -> "Not saved";
    };
  }

  /// What was sent is of the wrong shape, or means nothing.
  static ProblemException invalid(List<FieldError> errors) {
    return wrong(422, "invalid", "Invalid content", errors);
  }

  /// A condition over all users has rules that can be run only while a page loads.
  static ProblemException needsPage(List<FieldError> rules) {
    return wrong(422, "needs-page", "Known only while a page loads", rules);
  }

  /// A parameter makes no sense.
  static ProblemException parameters(List<FieldError> errors) {
    return wrong(400, "parameter-invalid", "Invalid parameter", errors);
  }

  private static ProblemException wrong(
      int status, String code, String title, List<FieldError> errors) {
    FieldError first = errors.getFirst();
    String said = (first.path().isEmpty() ? "The body " : first.path() + ": ") + first.reason();
    String detail =
        errors.size() == 1
            ? ended(said)
            : said + ", and " + (errors.size() - 1) + " more; see errors.";
    return new ProblemException(Problem.of(status, code, title, detail).withErrors(faults(errors)));
  }

  /// Something that a path names does not exist.
  static ProblemException unknown(String detail) {
    return new ProblemException(Problem.of(404, "not-found", "Unknown", sentence(detail)));
  }

  static Problem forbidden(Role needed, Role given) {
    return Problem.of(
            403,
            "forbidden",
            "Not allowed",
            "This needs the role " + needed.code() + "; yours is " + given.code() + ".")
        .with("leastRole", needed.code());
  }

  private static Problem internal(Throwable thrown) {
    String reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    LOG.error("internal error, reference {}", reference, thrown);
    return Problem.of(
            500,
            "internal-error",
            "Internal error",
            "Something went wrong in the server; its log says more under this reference.")
        .with("reference", reference);
  }

  private static List<Problem.Fault> faults(List<FieldError> errors) {
    return errors.stream().map(one -> new Problem.Fault(one.path(), one.reason())).toList();
  }

  /// With a capital, and a full stop at its end.
  static String sentence(String detail) {
    return ended(Character.toUpperCase(detail.charAt(0)) + detail.substring(1));
  }

  private static String ended(String detail) {
    return detail + (detail.matches("(?s).*[.!?]") ? "" : ".");
  }
}
