package dev.muster.cli.demo;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.FilterForm;
import dev.muster.catalog.Invited;
import dev.muster.catalog.NewToken;
import dev.muster.catalog.Publication;
import dev.muster.catalog.Role;
import dev.muster.catalog.Segment;
import dev.muster.catalog.SegmentForm;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.SystemForm;
import dev.muster.catalog.TokenForm;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What the team did in the days before the shop is shown.
final class Story {

  private record Step(Instant at, Runnable what) {}

  private final CatalogStore catalog;
  private final DemoClock clock;
  private final Instant opens;
  private final ZoneId zone;
  private final List<Step> told = new ArrayList<>();
  private final Deque<Step> left;
  private String guestPassword = "";

  /// @param opens when the shop is shown
  Story(CatalogStore catalog, DemoClock clock, Instant opens, ZoneId zone) {
    this.catalog = catalog;
    this.clock = clock;
    this.opens = opens;
    this.zone = zone;
    tell();
    told.sort(Comparator.comparing(Step::at));
    this.left = new ArrayDeque<>(told);
  }

  /// What was done up to a moment.
  ///
  /// @return whether anything was
  boolean goOnTo(Instant at) {
    boolean any = false;
    while (!left.isEmpty() && !left.element().at().isAfter(at)) {
      Step step = left.remove();
      clock.goOnTo(step.at());
      step.what().run();
      any = true;
    }
    return any;
  }

  /// With which one signs in as the [Guest], once it has begun.
  String guestPassword() {
    return guestPassword;
  }

  /// @param what is done so many days before, at this time of day
  private void on(int daysBefore, int hour, int minute, Runnable what) {
    Instant at =
        opens
            .atZone(zone)
            .toLocalDate()
            .minusDays(daysBefore)
            .atTime(hour, minute)
            .atZone(zone)
            .toInstant();
    told.add(new Step(at, what));
  }

  private void before(Duration time, Runnable what) {
    told.add(new Step(opens.minus(time), what));
  }

  private void tell() {
    told.add(new Step(opens.minus(Shop.PAST), this::begin));
    on(
        7,
        10,
        20,
        () -> {
          create(Shop.premium());
          create(Shop.paying());
          create(Shop.newUsers(30));
          create(Shop.pastDue());
        });
    on(7, 10, 45, () -> publish(SystemDefinition.TEST, "To try the banner"));
    on(
        7,
        11,
        5,
        () ->
            publish(
                SystemDefinition.PRODUCTION,
                "Greet premium customers, no banner for those who pay"));
    on(
        6,
        15,
        40,
        () -> {
          create(Shop.trialEnding(4));
          create(Shop.germanCheckout());
        });
    on(6, 16, 10, () -> publish(SystemDefinition.PRODUCTION, "Remind of the end of the trial"));
    on(
        5,
        14,
        30,
        () -> {
          save(Shop.enterpriseInEurope());
          save(Shop.overdue());
        });
    on(
        4,
        9,
        30,
        () -> {
          create(Shop.large(24_000));
          change(Shop.newUsers(60));
        });
    on(
        4,
        9,
        50,
        () -> publish(SystemDefinition.PRODUCTION, "A contact for large accounts, a longer tour"));
    on(4, 13, 15, () -> restore("The tour came back for people who knew it already"));
    on(3, 10, 0, () -> change(Shop.newUsers(30)));
    on(
        3,
        11,
        30,
        () -> {
          NewToken _ =
              catalog
                  .tokens()
                  .create(
                      Team.DANA.actor(),
                      TokenForm.api("Weekly report", Role.VIEWER, Optional.empty()));
        });
    on(2, 14, 0, () -> create(Shop.away()));
    on(2, 14, 25, () -> publish(SystemDefinition.PRODUCTION, "Win back who stays away"));
    on(1, 16, 5, () -> save(Shop.trialsWithoutNews()));
    on(1, 16, 40, () -> use(Team.YARA, Shop.enterpriseInEurope()));
    on(
        1,
        17,
        30,
        () -> {
          Invited _ = catalog.people().invite(Team.DANA.actor(), Team.OMAR.form());
        });
    before(Duration.ofMinutes(190), () -> change(Shop.large(12_000)));
    before(Duration.ofMinutes(170), () -> create(Shop.powerUsers()));
    before(Duration.ofMinutes(165), () -> change(Shop.trialEnding(2)));
    before(Duration.ofMinutes(55), () -> use(Team.PAUL, Shop.overdue()));
  }

  private void begin() {
    Team.DANA.setUp(catalog);
    guestPassword = Guest.welcome(catalog);
    var _ =
        catalog
            .systems()
            .create(
                Team.DANA.actor(),
                new SystemForm(Shop.KEY, "Shop", zone.getId(), OptionalInt.empty()));
    var _ =
        catalog
            .pageSettings()
            .update(Team.DANA.actor(), Shop.KEY, Shop.pages(), OptionalLong.empty(), false);
    for (Team one : List.of(Team.INES, Team.PAUL, Team.YARA)) {
      Invited invited = catalog.people().invite(Team.DANA.actor(), one.form());
      one.comeIn(catalog, invited.link());
    }
    var _ = catalog.integrations().create(Team.INES.actor(), Shop.KEY, Shop.crm());
    var _ = catalog.integrations().create(Team.INES.actor(), Shop.KEY, Shop.payments());
  }

  private void create(SegmentForm form) {
    Segment _ = catalog.segments().create(Team.INES.actor(), Shop.KEY, form);
  }

  private void change(SegmentForm form) {
    Segment _ =
        catalog
            .segments()
            .update(Team.INES.actor(), Shop.KEY, form.key(), form, OptionalLong.empty(), false);
  }

  private void save(FilterForm form) {
    var _ = catalog.filters().create(Team.INES.actor(), Shop.KEY, form);
  }

  private void use(Team who, FilterForm form) {
    catalog.filters().use(who.actor(), Shop.KEY, form.key(), clock.instant());
  }

  private void publish(String environment, String note) {
    Publication _ = catalog.publications().publish(Team.PAUL.actor(), Shop.KEY, environment, note);
  }

  /// The version before the live one.
  private void restore(String note) {
    Publication live =
        catalog
            .current()
            .system(Shop.KEY)
            .flatMap(system -> system.environment(SystemDefinition.PRODUCTION))
            .flatMap(environment -> environment.live())
            .orElseThrow();
    Publication _ =
        catalog
            .publications()
            .restore(
                Team.PAUL.actor(), Shop.KEY, SystemDefinition.PRODUCTION, live.version() - 1, note);
  }
}
