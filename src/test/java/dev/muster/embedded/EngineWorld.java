package dev.muster.embedded;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.Actor;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationForm;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Role;
import dev.muster.catalog.SystemForm;
import dev.muster.intake.Delivery;
import dev.muster.intake.Journal;
import dev.muster.intake.Outcome;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.storage.Disk;
import dev.muster.storage.LogMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// An engine with one system and one integration, and what deliveries to it look like.
final class EngineWorld {

  static final Actor ADMIN = new Actor("admin", Role.ADMIN, "127.0.0.1");

  private EngineWorld() {}

  static EngineOptions options(Path data) {
    return EngineOptions.in(data).withSegmentBytes(1 << 20);
  }

  static Engine open(EngineOptions options) throws IOException {
    return open(options, Disk.real());
  }

  static Engine open(EngineOptions options, Disk disk) throws IOException {
    return Engine.open(options, disk, LogMeter.NONE, StartProgress.NONE);
  }

  /// Makes the system `shop` with the integration `crm`.
  static void found(Engine engine) {
    engine
        .catalog()
        .systems()
        .create(ADMIN, new SystemForm("shop", "Shop", "Europe/Berlin", OptionalInt.empty()));
    engine.catalog().integrations().create(ADMIN, "shop", form("plan", "arr", "vip"));
  }

  static IntegrationForm form(String... names) {
    List<PropertyForm> properties = new ArrayList<>();
    for (String name : names) {
      AttributeType type =
          switch (name) {
            case "arr" -> AttributeType.NUMBER;
            case "vip" -> AttributeType.BOOLEAN;
            default -> AttributeType.STRING;
          };
      properties.add(new PropertyForm("customer." + name, name, type));
    }
    return new IntegrationForm("crm", "CRM", IntegrationKind.API, "customer.email", properties);
  }

  static Environment production(Engine engine) {
    return engine.catalog().current().system("shop").orElseThrow().environments().getFirst();
  }

  /// The day that an instant is on in the system's time zone, counted from 1970-01-01.
  static long day(Engine engine, Instant at) {
    ZoneId zone = engine.catalog().current().system("shop").orElseThrow().timeZone();
    return LocalDate.ofInstant(at, zone).toEpochDay();
  }

  static Integration crm(Engine engine) {
    return engine.catalog().current().system("shop").orElseThrow().integration("crm").orElseThrow();
  }

  static int attribute(Engine engine, String name) {
    return crm(engine).property(name).orElseThrow().attributeId();
  }

  static Delivery accepted(Engine engine, String user, Instant at, Change... changes) {
    return new Delivery(
        at,
        production(engine).id(),
        crm(engine).id(),
        Outcome.ACCEPTED,
        Optional.of(new Update(UserId.of(user), List.of(changes))),
        Optional.of(user),
        List.of(),
        Optional.empty(),
        100,
        "192.0.2.7");
  }

  static Delivery rejected(Engine engine, Optional<String> user, Instant at) {
    return new Delivery(
        at,
        production(engine).id(),
        crm(engine).id(),
        Outcome.REJECTED,
        Optional.empty(),
        user,
        List.of(),
        Optional.of(new Delivery.Refusal(422, "nothing-usable", "every property was refused")),
        50,
        "192.0.2.7");
  }

  /// A change of one of the three attributes to a random value, or to none.
  static Change change(Engine engine, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Change.Clear(attribute(engine, "plan"));
      case 1 -> plan(engine, "plan-" + random.nextInt(50));
      case 2 ->
          new Change.Set(
              attribute(engine, "arr"), new AttributeValue.Numeric(random.nextInt(1_000_000)));
      default ->
          new Change.Set(attribute(engine, "vip"), new AttributeValue.Bool(random.nextBoolean()));
    };
  }

  static Change plan(Engine engine, String value) {
    return new Change.Set(attribute(engine, "plan"), new AttributeValue.Text(value));
  }

  /// Submits, without waiting.
  ///
  /// @return the delivery's id, or the words of the refusal as an [IllegalStateException]
  static CompletableFuture<String> submit(Engine engine, Delivery delivery) {
    CompletableFuture<String> done = new CompletableFuture<>();
    engine.submit(
        delivery,
        new Journal.Confirmation() {
          @Override
          public void recorded(String deliveryId, Delivery as) {
            done.complete(deliveryId);
          }

          @Override
          public void unavailable(String why) {
            done.completeExceptionally(new IllegalStateException(why));
          }
        });
    return done;
  }
}
