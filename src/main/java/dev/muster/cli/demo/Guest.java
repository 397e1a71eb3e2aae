package dev.muster.cli.demo;

import dev.muster.catalog.Actor;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.LinkForm;
import dev.muster.catalog.NewLink;
import dev.muster.catalog.NewSession;
import dev.muster.catalog.Person;
import dev.muster.catalog.PersonForm;
import dev.muster.catalog.Role;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// The admin as whom one looks around in the demo.
public final class Guest {

  /// Their e-mail.
  public static final String EMAIL = "demo@example.com";

  /// As whom the demo itself changes something.
  static final Actor DEMO = new Actor("muster demo", Role.ADMIN, "");

  private static final int PASSWORD_BYTES = 8;

  private Guest() {}

  /// Gives them a new password, and makes them if they are not there yet.
  ///
  /// @return the password
  public static String welcome(CatalogStore catalog) {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Optional<Person> known = catalog.current().accounts().byEmail(EMAIL);
    NewLink link =
        known
            .map(person -> catalog.people().reset(DEMO, person.id()))
            .orElseGet(() ->
                catalog.people().invite(DEMO, new PersonForm(EMAIL, "Demo", Role.ADMIN)).link());
    NewSession session =
        catalog
            .links()
            .use(link.secret(), new LinkForm(Optional.empty(), Optional.empty(), password), "");
    catalog.sessions().signOut(DEMO, session.kept().id());
    return password;
  }
}
