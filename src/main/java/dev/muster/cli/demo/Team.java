package dev.muster.cli.demo;

import dev.muster.catalog.Actor;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.LinkForm;
import dev.muster.catalog.NewLink;
import dev.muster.catalog.NewSession;
import dev.muster.catalog.PersonForm;
import dev.muster.catalog.Role;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Those who work on the shop.
enum Team {
  DANA("Dana Weber", Role.ADMIN, "192.0.2.10"),
  INES("Ines Moreau", Role.EDITOR, "192.0.2.24"),
  PAUL("Paul Larsen", Role.PUBLISHER, "192.0.2.31"),
  YARA("Yara Silva", Role.VIEWER, "192.0.2.47"),
  /// Has not come in yet.
  OMAR("Omar Kaur", Role.EDITOR, "");

  private static final int PASSWORD_BYTES = 16;

  private final String fullName;
  private final Role role;
  private final String address;

  Team(String fullName, Role role, String address) {
    this.fullName = fullName;
    this.role = role;
    this.address = address;
  }

  private String email() {
    return fullName.toLowerCase(Locale.ROOT).replace(' ', '.') + "@shop.example";
  }

  /// As whom they change something.
  Actor actor() {
    return new Actor(email(), role, address);
  }

  /// What they are invited with.
  PersonForm form() {
    return new PersonForm(email(), fullName, role);
  }

  /// The first one comes in by the link that a new server gives.
  void setUp(CatalogStore catalog) {
    catalog.links().setUp().ifPresent(link -> comeIn(catalog, link, Optional.of(form())));
  }

  /// They come in by a link, and leave again; nobody knows their password.
  void comeIn(CatalogStore catalog, NewLink link) {
    comeIn(catalog, link, Optional.empty());
  }

  private void comeIn(CatalogStore catalog, NewLink link, Optional<PersonForm> first) {
    byte[] password = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(password);
    LinkForm form =
        new LinkForm(
            first.map(PersonForm::email),
            first.map(PersonForm::name),
            HexFormat.of().formatHex(password));
    NewSession session = catalog.links().use(link.secret(), form, address);
    catalog.sessions().signOut(actor(), session.kept().id());
  }
}
