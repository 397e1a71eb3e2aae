package dev.muster.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Accounts as the audit log shows them: whose they are, and never what lets them in.
final class AuditedAccounts {

  private AuditedAccounts() {}

  static ObjectNode person(Person person) {
    ObjectNode shown = AccountsJson.write(person);
    shown.remove("passwordHash");
    shown.put("password", person.passwordHash().isPresent());
    return shown;
  }

  /// @param people where their e-mail is found
  static Optional<ObjectNode> link(Catalog catalog, String id, Catalog people) {
    return Optional.ofNullable(catalog.accounts().links().get(id))
        .map(link -> {
          ObjectNode shown = AccountsJson.write(link);
          shown.remove("sha256");
          link.person().ifPresent(person -> name(shown, catalog, people, person));
          return shown;
        });
  }

  static Optional<ObjectNode> session(Catalog catalog, String id, Catalog people) {
    return Optional.ofNullable(catalog.accounts().sessions().get(id))
        .map(session -> {
          ObjectNode shown = AccountsJson.write(session);
          shown.remove("sha256");
          name(shown, catalog, people, session.person());
          return shown;
        });
  }

  private static void name(ObjectNode shown, Catalog catalog, Catalog people, String id) {
    catalog
        .accounts()
        .person(id)
        .or(() -> people.accounts().person(id))
        .ifPresent(person -> shown.put("email", person.email()));
  }

  /// How many sessions somebody has.
  static Optional<ObjectNode> sessions(Catalog catalog, String person) {
    return catalog
        .accounts()
        .person(person)
        .map(one ->
            StoredJson.object()
                .put("email", one.email())
                .put("sessions", catalog.accounts().sessionsOf(person).size()));
  }
}
