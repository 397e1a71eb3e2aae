package dev.muster.web.api;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.UploadNote;
import dev.muster.csv.Csv;
import dev.muster.upload.CsvFormat;
import dev.muster.upload.DateOrder;
import dev.muster.upload.Decimal;
import dev.muster.upload.Delimiter;
import dev.muster.upload.Encoding;
import dev.muster.upload.FileFlaw;
import dev.muster.upload.FormatWishes;
import dev.muster.upload.Notation;
import dev.muster.upload.Preview;
import dev.muster.upload.Quote;
import dev.muster.upload.Receiving;
import dev.muster.upload.Recognition;
import dev.muster.upload.RefusedRows;
import dev.muster.upload.UnreadableFileException;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadException;
import dev.muster.upload.UploadMode;
import dev.muster.upload.UploadPlace;
import dev.muster.upload.UploadStatus;
import dev.muster.upload.Uploads;
import dev.muster.web.BodyStream;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// CSV files that are uploaded.
final class UploadsResource {

  private static final Logger LOG = LoggerFactory.getLogger(UploadsResource.class);
  private static final int PIECE_BYTES = 64 << 10;

  /// A preview of a file with thousands of columns takes a second of a core.
  private static final int PREVIEWS_MAX = 2;

  /// How often it is asked whether whoever sends a file still may.
  private static final Duration ASK_AGAIN = Duration.ofSeconds(15);

  private final CatalogStore catalog;
  private final Uploads uploads;
  private final Streams streams;
  private final Lookup lookup;
  private final Semaphore previews = new Semaphore(PREVIEWS_MAX);

  UploadsResource(CatalogStore catalog, Uploads uploads, Streams streams) {
    this.catalog = catalog;
    this.uploads = uploads;
    this.streams = streams;
    this.lookup = new Lookup(catalog);
  }

  Answer list(Request request) {
    UploadPlace place = place(request);
    return Answer.of(
        request
            .page()
            .cut(
                uploads.list(place),
                upload -> -upload.number(),
                Long::valueOf,
                upload -> view(upload, place.integration(), place.environment())));
  }

  Answer create(Request request) {
    UploadPlace place = place(request);
    requireColumns(place.integration());
    BodyStream body = request.stream().orElseThrow();
    boolean complete = isComplete(request);
    OptionalLong length =
        request
            .header("Upload-Length")
            .map(Long::parseLong)
            .map(OptionalLong::of)
            .orElseGet(() ->
                complete && body.length().isPresent()
                    ? OptionalLong.of(body.length().get())
                    : OptionalLong.empty());
    UploadMode mode =
        UploadMode.ofCode(request.asked("mode").orElse(UploadMode.MERGE.code())).orElseThrow();
    try {
      Upload upload =
          uploads.begin(
              place,
              mode,
              request.asked("file").filter(name -> !name.isBlank()),
              request.actor().name(),
              Optional.empty(),
              wishes(request),
              length);
      return answer(
          request,
          202,
          first(upload, request, body, complete),
          place.integration(),
          place.environment());
    } catch (UploadException refused) {
      throw problem(refused);
    }
  }

  /// What cannot be taken at all is over, and not waited for.
  private Upload first(Upload upload, Request request, BodyStream body, boolean complete)
      throws UploadException {
    try {
      return receive(request, upload, 0, Optional.empty(), body, complete);
    } catch (UploadException refused) {
      // What has arrived of others can be gone on with.
      boolean isHopeless =
          refused.code() == UploadException.Code.TOO_LARGE
              || (refused.code() == UploadException.Code.DISK_FULL && arrived(upload) == 0);
      if (isHopeless) {
        uploads.giveUp(upload, Problems.sentence(refused.detail()));
      }
      throw refused;
    }
  }

  private long arrived(Upload upload) {
    try {
      return uploads.received(upload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer resume(Request request) {
    Integration integration = integration(request);
    Upload upload = upload(request, integration);
    long offset =
        Long.parseLong(
            request
                .header("Upload-Offset")
                .orElseThrow(() ->
                    new ProblemException(
                        Problem.of(
                            400,
                            "parameter-invalid",
                            "Invalid parameter",
                            "The header Upload-Offset says where in the file this goes on."))));
    try {
      Upload now =
          receive(
              request,
              upload,
              offset,
              request.header("Upload-Fingerprint"),
              request.stream().orElseThrow(),
              isComplete(request));
      return answer(request, 200, now, integration, UploadView.environment(catalog, upload));
    } catch (UploadException refused) {
      throw problem(refused);
    }
  }

  /// What has arrived stays, also where the rest does not come.
  private Upload receive(
      Request request,
      Upload upload,
      long offset,
      Optional<String> fingerprint,
      BodyStream body,
      boolean complete)
      throws UploadException {
    long askNanos = System.nanoTime() + ASK_AGAIN.toNanos();
    try (Receiving part = uploads.receive(upload, offset)) {
      if (fingerprint.isPresent()) {
        part.requireSame(fingerprint.get());
      }
      Optional<Long> length = body.length();
      if (length.isPresent()) {
        part.expect(length.get());
      }
      for (Optional<Buffer> piece = body.next(); piece.isPresent(); piece = body.next()) {
        if (System.nanoTime() - askNanos >= 0) {
          requireStill(request.stillGranted());
          askNanos = System.nanoTime() + ASK_AGAIN.toNanos();
        }
        part.write(ByteBuffer.wrap(piece.get().getBytes()));
      }
      return part.finish(complete, () -> noteCreated(request, upload));
    } catch (UnreadableFileException unreadable) {
      throw problem(unreadable);
    } catch (IOException brokenOff) {
      LOG.debug("upload {} has come in part: {}", upload.id(), brokenOff.getMessage());
      throw new ProblemException(
          Problem.of(
              408,
              "upload-broken-off",
              "Broken off",
              "Not all has arrived; what has is kept. Ask for Upload-Offset and go on from there."));
    }
  }

  /// A dry run changes nothing.
  private void noteCreated(Request request, Upload upload) {
    if (!upload.mode().isDry()) {
      catalog.uploadNotes().create(request.actor(), note(request, upload));
    }
  }

  private UploadNote note(Request request, Upload upload) {
    return upload.note(
        new UploadPlace(
            lookup.system(request), integration(request), UploadView.environment(catalog, upload)));
  }

  private static void requireStill(BooleanSupplier granted) {
    if (!granted.getAsBoolean()) {
      throw new ProblemException(
          Problem.of(403, "forbidden", "Not allowed", "Whoever sends the file may not any more."));
    }
  }

  Answer preview(Request request) {
    if (!previews.tryAcquire()) {
      throw new ProblemException(
          Problem.of(
                  503,
                  "busy",
                  "Busy",
                  "Other files are looked at right now; try again in a moment.")
              .with(ManagementApi.RETRY_AFTER, 1));
    }
    try {
      return previewed(request);
    } finally {
      previews.release();
    }
  }

  private Answer previewed(Request request) {
    Integration integration = integration(request);
    SystemDefinition system = lookup.system(request);
    try {
      ByteArrayOutputStream beginning = new ByteArrayOutputStream();
      BodyStream body = request.stream().orElseThrow();
      boolean whole = true;
      for (Optional<Buffer> piece = body.next(); piece.isPresent(); piece = body.next()) {
        int room = Recognition.BEGINNING_BYTES - beginning.size();
        byte[] bytes = piece.get().getBytes();
        beginning.write(bytes, 0, Math.min(room, bytes.length));
        if (room <= bytes.length) {
          whole = false;
          break;
        }
      }
      return Answer.of(
          UploadPreviewView.of(
              Preview.of(
                  beginning.toByteArray(),
                  whole,
                  wishes(request),
                  integration,
                  system.timeZone(),
                  system.pages().salt())));
    } catch (UnreadableFileException unreadable) {
      throw problem(unreadable);
    } catch (IOException brokenOff) {
      throw new ProblemException(
          Problem.of(
              408, "upload-broken-off", "Broken off", "Not all has arrived; send it again."));
    }
  }

  Answer read(Request request) {
    Integration integration = integration(request);
    Upload upload = upload(request, integration);
    return answer(request, 200, upload, integration, UploadView.environment(catalog, upload));
  }

  Answer cancel(Request request) {
    Integration integration = integration(request);
    Upload upload = upload(request, integration);
    try {
      boolean isNoted = !upload.mode().isDry() && upload.status() != UploadStatus.RECEIVING;
      if (isNoted && !upload.status().isOver()) {
        catalog.uploadNotes().cancel(request.actor(), note(request, upload));
      }
      Upload now = uploads.cancel(upload);
      return answer(request, 200, now, integration, UploadView.environment(catalog, upload));
    } catch (UploadException refused) {
      throw problem(refused);
    }
  }

  Answer undo(Request request) {
    Integration integration = integration(request);
    Upload upload = upload(request, integration);
    try {
      if (uploads.whyNotUndoable(upload).isEmpty()) {
        catalog.uploadNotes().undo(request.actor(), note(request, upload));
      }
      Upload undo = uploads.undo(upload, request.actor().name());
      return answer(request, 202, undo, integration, UploadView.environment(catalog, upload));
    } catch (UploadException refused) {
      throw problem(refused);
    }
  }

  Answer refusedRows(Request request) {
    Integration integration = integration(request);
    Upload upload = upload(request, integration);
    InputStream rows;
    try {
      rows = uploads.refusedRows(upload);
    } catch (UploadException refused) {
      throw problem(refused);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = integration.key() + "-upload-" + upload.id() + "-refused.csv";
    return new Answer.Live(response ->
        streams.run(() -> send(response, name, rows, delimiter(upload), request.stillGranted())));
  }

  Answer report(Request request) {
    Integration integration = integration(request);
    Upload upload = upload(request, integration);
    UploadView view = view(upload, integration, UploadView.environment(catalog, upload));
    String name = integration.key() + "-upload-" + upload.id() + "-report.csv";
    return csv(name, UploadReport.of(view, delimiter(upload)));
  }

  Answer template(Request request) {
    Integration integration = integration(request);
    requireColumns(integration);
    List<String> columns = new ArrayList<>();
    columns.add(integration.identifier());
    integration.properties().stream()
        .map(Property::path)
        .filter(path -> !columns.contains(path))
        .forEach(columns::add);
    Delimiter delimiter =
        request.asked("delimiter").map(UploadsResource::delimiter).orElse(Delimiter.COMMA);
    return csv(integration.key() + "-template.csv", UploadReport.row(columns, delimiter));
  }

  /// What the file of an upload has: who has opened that can open the answer.
  private static Delimiter delimiter(Upload upload) {
    return upload.format().map(CsvFormat::delimiter).orElse(Delimiter.COMMA);
  }

  private static Answer csv(String name, String rows) {
    String text = Csv.BYTE_ORDER_MARK + rows;
    return new Answer.Live(response -> {
      Future<Void> _ =
          head(response, name).end(Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
    });
  }

  private static HttpServerResponse head(HttpServerResponse response, String name) {
    return response
        .setStatusCode(200)
        .putHeader("Content-Type", "text/csv; charset=utf-8")
        .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  private static void send(
      HttpServerResponse response,
      String name,
      InputStream rows,
      Delimiter delimiter,
      BooleanSupplier stillGranted) {
    head(response, name).setChunked(true);
    Download download = new Download(response, stillGranted);
    try (rows;
        OutputStream out = new BufferedOutputStream(stream(download), PIECE_BYTES)) {
      RefusedRows.copy(rows, out, delimiter);
      out.flush();
      Future<Void> _ = response.end();
    } catch (IOException e) {
      LOG.debug("a download ended early: {}", e.getMessage());
      Future<Void> _ = response.reset();
    }
  }

  private static OutputStream stream(Download download) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        download.write(new byte[] {(byte) one});
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        download.write(Arrays.copyOfRange(bytes, from, from + length));
      }
    };
  }

  // ---- what a request names

  private UploadPlace place(Request request) {
    SystemDefinition system = lookup.system(request);
    return new UploadPlace(system, integration(request), lookup.askedEnvironment(system, request));
  }

  private Integration integration(Request request) {
    return lookup.csvIntegration(lookup.system(request), request);
  }

  private static void requireColumns(Integration integration) {
    if (integration.properties().isEmpty()) {
      throw new ProblemException(
          Problem.of(
              409,
              "not-mapped",
              "Not mapped",
              "Integration "
                  + Words.quoted(integration.key())
                  + " lists no columns yet; choose the columns to import first."));
    }
  }

  private Upload upload(Request request, Integration integration) {
    String id = request.in("upload");
    return uploads
        .find(integration.id(), id)
        .orElseThrow(() ->
            Problems.unknown(
                "integration "
                    + Words.quoted(integration.key())
                    + " has no upload "
                    + Words.quoted(id)));
  }

  private static boolean isComplete(Request request) {
    return !request.header("Upload-Complete").equals(Optional.of("?0"));
  }

  private static FormatWishes wishes(Request request) {
    return new FormatWishes(
        request.asked("encoding").flatMap(Encoding::ofCode),
        request.asked("delimiter").map(UploadsResource::delimiter),
        request.asked("quote").flatMap(Quote::ofCode),
        request.asked("header").map(Boolean::valueOf),
        request.asked("skipRows").map(Integer::valueOf),
        new Notation(
            request.asked("decimal").flatMap(Decimal::ofCode),
            request.asked("dates").flatMap(DateOrder::ofCode)),
        request.asked("missing").equals(Optional.of("keep")));
  }

  private static Delimiter delimiter(String code) {
    return Delimiter.ofCode(code)
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(
                    400,
                    "parameter-invalid",
                    "Invalid parameter",
                    "The delimiter is not comma, semicolon, tab or pipe, and not one character that"
                        + " can stand between cells.")));
  }

  // ---- what is answered

  private UploadView view(Upload upload, Integration integration, Environment environment) {
    try {
      return UploadView.of(upload, uploads, integration, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer answer(
      Request request,
      int status,
      Upload upload,
      Integration integration,
      Environment environment) {
    UploadView view = view(upload, integration, environment);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Upload-Offset", Long.toString(view.receivedBytes()));
    headers.put("Upload-Complete", view.status().equals("receiving") ? "?0" : "?1");
    if (view.bytes() != null) {
      headers.put("Upload-Length", Long.toString(view.bytes()));
    }
    if (status == 202) {
      headers.put("Location", path(request, upload));
    }
    return new Answer.Json(status, headers, view);
  }

  /// Where an upload is found, whatever this server is called outside.
  private static String path(Request request, Upload upload) {
    return "/api/v1/systems/%s/integrations/%s/uploads/%s"
        .formatted(request.system(), request.in("integration"), upload.id());
  }

  private static ProblemException problem(UploadException refused) {
    String title =
        switch (refused.code()) {
          case TOO_LARGE -> "File too large";
          case CHANGED -> "Another file";
          case LENGTH -> "Not as long as announced";
          case TOO_MANY -> "Too many uploads";
          case DISK_FULL -> "No room";
          case OFFSET -> "Not the next part";
          case BUSY -> "Being sent already";
          case OVER -> "Over";
          case NOT_UNDOABLE -> "Cannot be undone";
          case GONE -> "Not kept";
          case UNAVAILABLE -> "Not saved";
        };
    return new ProblemException(
        Problem.of(
            refused.code().status(),
            refused.code().text(),
            title,
            Problems.sentence(refused.detail())));
  }

  private static ProblemException problem(UnreadableFileException unreadable) {
    FileFlaw flaw = unreadable.flaw();
    return new ProblemException(
        Problem.of(flaw.status(), flaw.code(), flaw.title(), unreadable.detail()));
  }
}
