package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.attribute.Attribute;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.UserField;
import dev.muster.embedded.Engine;
import dev.muster.insights.UserTable;
import dev.muster.insights.UserTable.Extent;
import dev.muster.insights.UserTable.Format;
import dev.muster.population.Selection;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// End users as a file, CSV or Parquet, sent as fast as the client takes it. Headers say how long
/// it will be, so that clients can show how far it is.
final class ExportResource {

  private static final Logger LOG = LoggerFactory.getLogger(ExportResource.class);

  /// How many files are sent at once.
  static final int EXPORTS_MAX = 8;

  private final Engine engine;
  private final Streams streams;
  private final InstantSource clock;
  private final Semaphore room = new Semaphore(EXPORTS_MAX);

  ExportResource(Engine engine, Streams streams, InstantSource clock) {
    this.engine = engine;
    this.streams = streams;
    this.clock = clock;
  }

  private record Sent(
      @Nullable JsonNode condition,
      @Nullable String q,
      @Nullable List<String> columns,
      @Nullable String format) {}

  Answer export(Request request) {
    Place place = Place.of(engine, request);
    Sent sent = request.as(Sent.class);
    AsOf asOf = place.asOf(clock.instant());
    UserTable table = new UserTable(place.population(), columns(place, sent.columns), asOf);
    Selection among =
        sent.condition == null
            ? place.everybody(asOf)
            : place
                .population()
                .select(
                    Conditions.forAll(
                        place.system(), Conditions.read(sent.condition, "condition"), "condition"),
                    asOf);
    String prefix = requireNonNullElse(sent.q, "");
    Format format = "parquet".equals(sent.format) ? Format.PARQUET : Format.CSV;
    String name = place.system().key() + "-" + place.environment().key() + "-users";
    return new Answer.Live(response -> {
      if (!room.tryAcquire()) {
        response.putHeader("Retry-After", "10");
        throw new ProblemException(
            Problem.of(
                503,
                "too-many-exports",
                "Too many exports",
                "As many files as can be are being sent; try again in a moment."));
      }
      try {
        streams.run(
            () -> send(response, name, table, among, prefix, format, request.stillGranted()));
      } finally {
        room.release();
      }
    });
  }

  private static List<Operand> columns(Place place, @Nullable List<String> wanted) {
    List<Operand> columns = new ArrayList<>();
    if (wanted == null) {
      Arrays.stream(UserField.values()).map(Operand.OfUser::new).forEach(columns::add);
      place.system().attributes().stream()
          .sorted(Comparator.comparing(Attribute::field))
          .map(Operand.OfAttribute::new)
          .forEach(columns::add);
      return columns;
    }
    for (int i = 0; i < wanted.size(); i++) {
      columns.add(Conditions.column(place.system(), wanted.get(i), "columns[" + i + "]"));
    }
    return columns;
  }

  private static void send(
      HttpServerResponse response,
      String name,
      UserTable table,
      Selection among,
      String prefix,
      Format format,
      BooleanSupplier stillGranted) {
    Extent extent = table.extent(among, prefix, format);
    String type =
        switch (format) {
          case CSV -> "text/csv; charset=utf-8";
          case PARQUET -> "application/vnd.apache.parquet";
        };
    String file = name + "." + format.name().toLowerCase(Locale.ROOT);
    response
        .setStatusCode(200)
        .setChunked(true)
        .putHeader("Content-Type", type)
        .putHeader("Content-Disposition", "attachment; filename=\"" + file + "\"")
        .putHeader("Muster-Rows", Long.toString(extent.rows()))
        .putHeader("Muster-Bytes-About", Long.toString(extent.bytes()))
        .putHeader("X-Accel-Buffering", "no");
    Download download = new Download(response, stillGranted);
    try {
      table.write(among, prefix, format, download::write);
      Future<Void> _ = response.end();
    } catch (IOException e) {
      LOG.debug("an export ended early: {}", e.getMessage());
      cutOff(response);
    }
  }

  /// So that nobody takes a part for the whole.
  private static void cutOff(HttpServerResponse response) {
    Future<Void> _ = response.reset();
  }
}
