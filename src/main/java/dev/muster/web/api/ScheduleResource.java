package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Schedule;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.upload.UploadPlace;
import dev.muster.upload.schedule.LookState;
import dev.muster.upload.schedule.NotTaken;
import dev.muster.upload.schedule.ScheduledImports;
import dev.muster.upload.schedule.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From where integrations take files by themselves.
final class ScheduleResource {

  private static final int NOT_TAKEN_SHOWN_MAX = 100;

  private final CatalogStore catalog;
  private final ScheduledImports imports;
  private final SecretBox secrets;
  private final Lookup lookup;

  ScheduleResource(CatalogStore catalog, ScheduledImports imports, SecretBox secrets) {
    this.catalog = catalog;
    this.imports = imports;
    this.secrets = secrets;
    this.lookup = new Lookup(catalog);
  }

  /// What is sent of a source. A field that is null was left out.
  private record SentSource(
      String kind,
      @Nullable String path,
      @Nullable String pattern,
      @Nullable String endpoint,
      @Nullable String region,
      @Nullable String bucket,
      @Nullable String prefix,
      @Nullable Boolean pathStyle,
      @Nullable String accessKeyId,
      @Nullable String secretAccessKey) {}

  private record Sent(SentSource source, @Nullable String mode, @Nullable Integer everyMinutes) {}

  /// A source as it is written; what is not of its kind is null.
  private record SourceView(
      String kind,
      @Nullable String path,
      @Nullable String pattern,
      @Nullable String endpoint,
      @Nullable String region,
      @Nullable String bucket,
      @Nullable String prefix,
      @Nullable Boolean pathStyle,
      @Nullable String accessKeyId) {

    static SourceView of(Schedule.Source source) {
      return switch (source) {
        case Schedule.Folder(String path, String pattern) ->
            new SourceView("folder", path, pattern, null, null, null, null, null, null);
        case Schedule.Bucket bucket ->
            new SourceView(
                "bucket",
                null,
                null,
                bucket.endpoint().orElse(null),
                bucket.region(),
                bucket.bucket(),
                bucket.prefix(),
                bucket.pathStyle(),
                bucket.accessKeyId());
      };
    }
  }

  private record View(
      String environment,
      SourceView source,
      String mode,
      int everyMinutes,
      boolean looking,
      @Nullable Instant lastLookAt,
      Instant nextLookAt,
      int lastTaken,
      @Nullable String trouble,
      List<NotTakenView> notTaken) {}

  private record NotTakenView(String file, String reason) {
    static NotTakenView of(NotTaken one) {
      return new NotTakenView(one.file(), Problems.sentence(one.why()));
    }
  }

  private record AllView(boolean foldersAllowed, List<View> items) {}

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    List<View> views =
        integration.schedules().keySet().stream()
            .flatMap(key -> system.environment(key).stream())
            .map(environment -> view(new UploadPlace(system, integration, environment)))
            .toList();
    return new Answer.Json(200, Map.of(), new AllView(imports.rules().allowsFolders(), views));
  }

  Answer read(Request request) {
    return answer(200, place(request));
  }

  Answer put(Request request) {
    UploadPlace place = uploadPlace(request);
    Sent sent = request.as(Sent.class);
    Optional<Schedule> before =
        Optional.ofNullable(place.integration().schedules().get(place.environment().key()));
    Schedule schedule =
        new Schedule(
            source(sent.source(), before),
            "replace".equals(sent.mode()),
            requireNonNullElse(sent.everyMinutes(), Schedule.MINUTES_OTHERWISE));
    try {
      imports.rules().check(schedule.source());
    } catch (SourceException refused) {
      throw Problems.invalid(List.of(new FieldError("source", "is refused: " + refused.words())));
    }
    catalog
        .schedules()
        .put(
            request.actor(),
            place.system().key(),
            place.integration().key(),
            place.environment().key(),
            schedule);
    return answer(200, place(request));
  }

  private Schedule.Source source(SentSource sent, Optional<Schedule> before) {
    List<FieldError> errors = new ArrayList<>();
    if (sent.kind().equals("folder")) {
      need(errors, "pattern", sent.pattern());
      fail(errors);
      return new Schedule.Folder(
          requireNonNullElse(sent.path(), ""), requireNonNullElse(sent.pattern(), ""));
    }
    need(errors, "region", sent.region());
    need(errors, "bucket", sent.bucket());
    need(errors, "accessKeyId", sent.accessKeyId());
    Schedule.Bucket bucket =
        new Schedule.Bucket(
            Optional.ofNullable(sent.endpoint()),
            requireNonNullElse(sent.region(), ""),
            requireNonNullElse(sent.bucket(), ""),
            requireNonNullElse(sent.prefix(), ""),
            requireNonNullElse(sent.pathStyle(), sent.endpoint() != null),
            requireNonNullElse(sent.accessKeyId(), ""),
            sent.secretAccessKey() == null ? "" : Schedule.seal(secrets, sent.secretAccessKey()));
    if (sent.secretAccessKey() != null) {
      need(errors, "secretAccessKey", sent.secretAccessKey());
      fail(errors);
      return bucket;
    }
    if (before.isPresent()
        && before.get().source() instanceof Schedule.Bucket kept
        && bucket.hasSecretOf(kept)) {
      fail(errors);
      return new Schedule.Bucket(
          bucket.endpoint(),
          bucket.region(),
          bucket.bucket(),
          bucket.prefix(),
          bucket.pathStyle(),
          bucket.accessKeyId(),
          kept.sealed());
    }
    errors.add(
        new FieldError(
            "source.secretAccessKey",
            "is needed with a new bucket, and where the endpoint or the accessKeyId changes"));
    throw Problems.invalid(errors);
  }

  private static void need(List<FieldError> errors, String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      errors.add(new FieldError("source." + name, "is needed"));
    }
  }

  private static void fail(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Problems.invalid(errors);
    }
  }

  Answer delete(Request request) {
    UploadPlace place = uploadPlace(request);
    catalog
        .schedules()
        .remove(
            request.actor(),
            place.system().key(),
            place.integration().key(),
            place.environment().key());
    return new Answer.Nothing();
  }

  Answer look(Request request) {
    UploadPlace place = place(request);
    imports.lookSoon(place);
    return answer(202, place);
  }

  private UploadPlace uploadPlace(Request request) {
    SystemDefinition system = lookup.system(request);
    return new UploadPlace(
        system, lookup.csvIntegration(system, request), lookup.askedEnvironment(system, request));
  }

  /// One that has a schedule.
  private UploadPlace place(Request request) {
    UploadPlace place = uploadPlace(request);
    if (!place.integration().schedules().containsKey(place.environment().key())) {
      throw Problems.unknown(
          "integration "
              + Words.quoted(place.integration().key())
              + " takes no files by itself into "
              + Words.quoted(place.environment().key()));
    }
    return place;
  }

  private Answer answer(int status, UploadPlace place) {
    return new Answer.Json(status, Map.of(), view(place));
  }

  private View view(UploadPlace place) {
    String environment = place.environment().key();
    Schedule schedule =
        Optional.ofNullable(place.integration().schedules().get(environment)).orElseThrow();
    LookState state = imports.state(place);
    return new View(
        environment,
        SourceView.of(schedule.source()),
        schedule.replaces() ? "replace" : "merge",
        schedule.everyMinutes(),
        state.isLooking(),
        state.lastAt().orElse(null),
        state.nextAt(),
        state.taken(),
        state.trouble().orElse(null),
        state.notTaken().stream().limit(NOT_TAKEN_SHOWN_MAX).map(NotTakenView::of).toList());
  }
}
