package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.AuditEntry;
import dev.muster.csv.Csv;
import dev.muster.embedded.AuditPage;
import dev.muster.embedded.AuditQuery;
import dev.muster.embedded.AuditTrail;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who changed what.
final class AuditResource {

  private static final Logger LOG = LoggerFactory.getLogger(AuditResource.class);
  private static final int EXPORT_PAGE = 500;
  private static final List<String> COLUMNS =
      List.of("id", "at", "actor", "source", "action", "kind", "key", "before", "after");

  private final AuditTrail audit;
  private final Streams streams;

  AuditResource(AuditTrail audit, Streams streams) {
    this.audit = audit;
    this.streams = streams;
  }

  private record View(
      String id,
      Instant at,
      String actor,
      String source,
      String action,
      String kind,
      String key,
      @Nullable JsonNode before,
      @Nullable JsonNode after) {

    static View of(AuditPage.Item item) {
      AuditEntry entry = item.entry();
      return new View(
          item.id(),
          entry.at(),
          entry.actor(),
          entry.source(),
          entry.action(),
          entry.kind(),
          entry.key(),
          entry.before().orElse(null),
          entry.after().orElse(null));
    }
  }

  Answer list(Request request) {
    Page page = request.page();
    AuditPage found = find(query(request), page.after(), page.limit());
    return Answer.of(
        new Page.Of<>(
            found.items().stream().map(View::of).toList(),
            found.next().map(Page::cursor).orElse(null)));
  }

  private static AuditQuery query(Request request) {
    return new AuditQuery(
        request.asked("kind"),
        request.asked("actor"),
        request.asked("action"),
        request.asked("q"),
        request.asked("from").map(AuditResource::instant),
        request.asked("to").map(AuditResource::instant),
        request.asked("system"));
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private AuditPage find(AuditQuery query, Optional<String> cursor, int limit) {
    try {
      return audit.find(query, cursor, limit);
    } catch (IllegalArgumentException _) {
      throw Page.unknownCursor();
    } catch (IOException e) {
      throw new UncheckedIOException("the audit log cannot be read", e);
    }
  }

  Answer export(Request request) {
    AuditQuery query = query(request);
    AuditPage first = find(query, Optional.empty(), EXPORT_PAGE);
    return new Answer.Live(response -> streams.run(() -> export(response, query, first)));
  }

  private void export(HttpServerResponse response, AuditQuery query, AuditPage first) {
    response
        .setStatusCode(200)
        .setChunked(true)
        .putHeader("Content-Type", "text/csv; charset=utf-8")
        .putHeader("Content-Disposition", "attachment; filename=\"muster-audit.csv\"");
    try {
      write(response, rows(csv -> row(csv, COLUMNS)));
      Optional<AuditPage> page = Optional.of(first);
      while (page.isPresent()) {
        List<AuditPage.Item> items = page.get().items();
        write(response, rows(csv -> items.forEach(item -> row(csv, cells(item)))));
        Optional<String> next = page.get().next();
        page = next.map(cursor -> find(query, Optional.of(cursor), EXPORT_PAGE));
      }
      Future<Void> _ = response.end();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      Future<Void> _ = response.reset();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      // Half an export must not look like a whole one.
      LOG.warn("an export of the audit log broke off: {}", e.toString());
      Future<Void> _ = response.reset();
    }
  }

  private static String rows(Consumer<Csv> writing) {
    Csv csv = new Csv();
    writing.accept(csv);
    return csv.take();
  }

  private static void row(Csv csv, List<String> cells) {
    cells.forEach(csv::text);
    csv.end();
  }

  private static List<String> cells(AuditPage.Item item) {
    AuditEntry entry = item.entry();
    return List.of(
        item.id(),
        entry.at().toString(),
        entry.actor(),
        entry.source(),
        entry.action(),
        entry.kind(),
        entry.key(),
        entry.before().map(JsonNode::toString).orElse(""),
        entry.after().map(JsonNode::toString).orElse(""));
  }

  private void write(HttpServerResponse response, String text)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!text.isEmpty()) {
      response
          .write(Buffer.buffer(text))
          .toCompletionStage()
          .toCompletableFuture()
          .get(streams.patience().toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
