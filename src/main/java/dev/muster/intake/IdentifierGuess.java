package dev.muster.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.population.UserId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A place of a sample, as one where the end user's identifier may be.
///
/// @param score how likely, more is likelier; 0 if not at all
public record IdentifierGuess(String path, String value, int score, String reason) {

  /// No colon and no slash after the at sign: `git@example.com:shop/web.git` is an address of code.
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s:/]+\\.[^@\\s.:/]+");

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Set<String> USER_IDS =
      Set.of("userid", "uid", "enduserid", "externalid", "memberid", "personid");
  private static final Set<String> CUSTOMER_IDS =
      Set.of("customerid", "customer", "contactid", "accountid", "profileid", "subscriberid");
  private static final Set<String> LOGINS =
      Set.of("login", "username", "user", "sub", "handle", "nickname", "principal");
  private static final Set<String> PEOPLE =
      Set.of(
          "user",
          "customer",
          "contact",
          "person",
          "member",
          "sender",
          "profile",
          "lead",
          "subscriber",
          "account",
          "owner",
          "actor");

  /// What names an event or a call, and is another one each time.
  private static final Set<String> OF_THE_EVENT =
      Set.of("idempotency", "requestid", "traceid", "messageid", "deliveryid", "eventid", "nonce");

  /// @param beside what stands in the same object says of what it is, such as `customer` in
  ///   Stripe's `"object": "customer"`; empty if nothing does
  static IdentifierGuess of(String path, JsonNode node, String beside) {
    String value = node.isTextual() || node.isNumber() ? node.asText() : "";
    return of(path, List.of(path.split("\\.", -1)), value, beside);
  }

  /// A column of a file, by one of its cells.
  public static IdentifierGuess ofCell(String column, String value) {
    return of(column, List.of(column), value, "");
  }

  private static IdentifierGuess of(String path, List<String> names, String value, String beside) {
    if (value.isBlank() || UserId.tryOf(value).isEmpty()) {
      return new IdentifierGuess(path, value, 0, "");
    }
    String last = plain(names.getLast());
    if (OF_THE_EVENT.stream().anyMatch(last::contains)) {
      return new IdentifierGuess(path, value, 0, "");
    }
    boolean ofPerson =
        PEOPLE.contains(plain(beside))
            || names.subList(0, names.size() - 1).stream()
                .anyMatch(name -> PEOPLE.contains(plain(name)));
    int near = Math.max(0, 10 - 2 * names.size()) + (ofPerson ? 8 : 0);
    if (EMAIL.matcher(value).matches()) {
      return last.contains("email") || last.contains("mail")
          ? new IdentifierGuess(path, value, 100 + near, "an e-mail address, and named like one")
          : new IdentifierGuess(path, value, 70 + near, "an e-mail address");
    }
    if (USER_IDS.contains(last)) {
      return new IdentifierGuess(path, value, 90 + near, "named like the identifier of a user");
    }
    if (CUSTOMER_IDS.contains(last)) {
      return new IdentifierGuess(path, value, 75 + near, "named like the identifier of a customer");
    }
    if (LOGINS.contains(last)) {
      return new IdentifierGuess(path, value, 60 + near, "named like a user's name for signing in");
    }
    if (last.equals("id") && ofPerson) {
      return new IdentifierGuess(path, value, 55 + near, "the id of someone");
    }
    if (UUID.matcher(value).matches()) {
      return new IdentifierGuess(path, value, 30 + near, "a UUID");
    }
    return last.equals("id")
        ? new IdentifierGuess(path, value, 20 + near, "an id, maybe of something else than a user")
        : new IdentifierGuess(path, value, 0, "");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
