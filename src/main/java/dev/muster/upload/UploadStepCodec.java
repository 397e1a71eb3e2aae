package dev.muster.upload;

import dev.muster.attribute.AttributeValue;
import dev.muster.intake.UpdateCodec;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// The steps of uploads as they are in records of the log, and uploads as they are in checkpoints.
public final class UploadStepCodec {

  private static final int FORM = 1;

  /// Of steps with an upload that says what it is read by.
  private static final int FORM_READ_BY = 2;

  /// Of steps with an upload that says how the values of its file are written, and what was
  /// refused.
  private static final int FORM_NOTATION = 3;

  /// Of steps with an upload that says what was found in its columns.
  private static final int FORM_COLUMNS = 4;

  /// What a step is; never used again for something else.
  private static final int PUT = 1;

  private static final int ROWS = 2;
  private static final int BACK = 3;
  private static final int FORGET = 4;
  private static final int TAKE = 5;
  private static final int UNLISTED = 6;

  /// More than the head of a step ever has: numbers of at most ten bytes.
  private static final int HEAD_BYTES_MAX = 256;

  private UploadStepCodec() {}

  /// A step as it is in its record.
  public static byte[] bytes(UploadStep step) {
    RecordBuffer out = new RecordBuffer(Integer.MAX_VALUE);
    write(step, out);
    return out.toBytes();
  }

  /// Updates as they are in a step's record.
  static byte[] encoded(List<Update> updates) {
    RecordBuffer out = new RecordBuffer(Integer.MAX_VALUE);
    updates.forEach(update -> UpdateCodec.write(update, out));
    return out.toBytes();
  }

  /// A bound on the bytes of rows that are encoded already.
  public static int bytesMax(UploadStep.Rows rows) {
    return HEAD_BYTES_MAX + rows.encoded().length;
  }

  /// Puts a step.
  public static void write(UploadStep step, RecordBuffer out) {
    boolean hasUpload = step instanceof UploadStep.Put || step instanceof UploadStep.Take;
    out.putByte(hasUpload ? FORM_COLUMNS : FORM);
    switch (step) {
      case UploadStep.Put(Upload upload) -> {
        out.putByte(PUT);
        write(upload, out);
      }
      case UploadStep.Rows rows -> {
        out.putByte(ROWS).putVarLong(rows.number()).putVarInt(rows.environmentId());
        out.putVarLong(rows.atMillis());
        write(rows.progress(), out);
        out.putVarInt(rows.updates().size()).putBytes(rows.encoded());
      }
      case UploadStep.Back back -> {
        out.putByte(BACK).putVarLong(back.number()).putVarInt(back.environmentId());
        write(back.progress(), out);
        out.putVarInt(back.attributeIds().size());
        back.attributeIds().forEach(out::putVarInt);
        out.putVarInt(back.users().size());
        back.users().forEach(user -> write(user, out));
      }
      case UploadStep.Forget(long number) -> out.putByte(FORGET).putVarLong(number);
      case UploadStep.Take(Upload upload, String name, String mark) -> {
        out.putByte(TAKE);
        write(upload, out);
        out.putUtf8(name).putUtf8(mark);
      }
      case UploadStep.Unlisted(int integrationId, int environmentId, List<String> names) -> {
        out.putByte(UNLISTED).putVarInt(integrationId).putVarInt(environmentId);
        out.putVarInt(names.size());
        names.forEach(out::putUtf8);
      }
    }
  }

  /// Reads what [#write] put.
  ///
  /// @throws IllegalStateException if it is not a step, or one of a newer form
  public static UploadStep read(RecordReader in) {
    int form = in.getByte();
    if (form < FORM || form > FORM_COLUMNS) {
      throw new IllegalStateException("a step of an upload of the unknown form " + form);
    }
    int kind = in.getByte();
    return switch (kind) {
      case PUT -> new UploadStep.Put(upload(in, form));
      case ROWS -> rows(in);
      case BACK -> back(in);
      case FORGET -> new UploadStep.Forget(in.getVarLong());
      case TAKE -> new UploadStep.Take(upload(in, form), in.getUtf8(), in.getUtf8());
      case UNLISTED -> unlisted(in);
      default -> throw new IllegalStateException("a step of an upload of the unknown kind " + kind);
    };
  }

  private static UploadStep.Unlisted unlisted(RecordReader in) {
    int integrationId = in.getVarInt();
    int environmentId = in.getVarInt();
    List<String> names = new ArrayList<>();
    for (int left = in.getVarInt(); left > 0; left--) {
      names.add(in.getUtf8());
    }
    return new UploadStep.Unlisted(integrationId, environmentId, names);
  }

  private static UploadStep.Rows rows(RecordReader in) {
    long number = in.getVarLong();
    int environmentId = in.getVarInt();
    long atMillis = in.getVarLong();
    UploadProgress progress = progress(in);
    int count = in.getVarInt();
    List<Update> updates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      updates.add(UpdateCodec.read(in));
    }
    return new UploadStep.Rows(
        number, environmentId, atMillis, progress, updates, new byte[0], new int[0]);
  }

  private static UploadStep.Back back(RecordReader in) {
    long number = in.getVarLong();
    int environmentId = in.getVarInt();
    UploadProgress progress = progress(in);
    List<Integer> attributeIds = new ArrayList<>();
    for (int left = in.getVarInt(); left > 0; left--) {
      attributeIds.add(in.getVarInt());
    }
    int count = in.getVarInt();
    List<UploadStep.Before> users = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      users.add(noted(in).before());
    }
    return new UploadStep.Back(number, environmentId, progress, attributeIds, users);
  }

  /// Puts what a user had.
  private static void write(UploadStep.Before before, RecordBuffer out) {
    write(before, 0, out);
  }

  /// Puts what a user had, with a note of whoever puts it.
  ///
  /// @param note 0 to 127
  static void write(UploadStep.Before before, int note, RecordBuffer out) {
    out.putSized(before.user().utf8()).putByte(note << 1 | (before.known() ? 1 : 0));
    out.putVarInt(before.held().size());
    for (UserState.Held held : before.held()) {
      out.putVarInt(held.attributeId()).putVarLong(held.updatedSeconds());
      UpdateCodec.writeValue(held.value(), out);
    }
  }

  /// What a user had, with the note that was put with it.
  record Noted(UploadStep.Before before, int note) {}

  /// Reads what [#write] put.
  static Noted noted(RecordReader in) {
    UserId user = UserId.ofUtf8(in.getSized());
    int how = in.getByte();
    boolean known = (how & 1) == 1;
    int count = in.getVarInt();
    List<UserState.Held> held = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int attributeId = in.getVarInt();
      long updatedSeconds = in.getVarLong();
      AttributeValue value = UpdateCodec.readValue(in);
      if (value == null) {
        throw new IllegalStateException("a value that is none");
      }
      held.add(new UserState.Held(attributeId, value, updatedSeconds));
    }
    return new Noted(new UploadStep.Before(user, known, held), how >> 1);
  }

  private static void write(Upload upload, RecordBuffer out) {
    out.putVarLong(upload.number());
    out.putVarInt(upload.environmentId()).putVarInt(upload.integrationId());
    out.putByte(upload.mode().number()).putByte(upload.status().number());
    text(upload.file(), out);
    out.putUtf8(upload.by());
    text(upload.origin(), out);
    out.putVarLong(upload.createdAt().toEpochMilli());
    instant(upload.startedAt(), out);
    instant(upload.endedAt(), out);
    number(upload.bytes(), out);
    FormatWishes wishes = upload.wishes();
    text(wishes.encoding().map(Encoding::code), out);
    text(wishes.delimiter().map(Delimiter::code), out);
    text(wishes.quote().map(Quote::code), out);
    text(wishes.header().map(String::valueOf), out);
    text(wishes.skipRows().map(String::valueOf), out);
    write(wishes.notation(), out);
    out.putByte(wishes.keepMissing() ? 1 : 0);
    text(upload.format().map(format -> format.encoding().code()), out);
    if (upload.format().isPresent()) {
      CsvFormat format = upload.format().get();
      out.putUtf8(format.delimiter().code()).putUtf8(format.quote().code());
      out.putByte(format.header() ? 1 : 0);
      out.putByte(format.skipRows());
      write(format.notation(), out);
    }
    text(upload.readBy().map(MappingMark::mapping), out);
    upload.readBy().ifPresent(mark -> text(mark.salt(), out));
    write(upload.progress(), out);
    text(upload.reason(), out);
    out.putVarInt(upload.refusals().size());
    for (Refusal one : upload.refusals()) {
      out.putUtf8(one.column()).putUtf8(one.reason());
      out.putVarLong(one.count()).putVarLong(one.firstLine());
    }
    out.putVarInt(upload.columns().size());
    for (ColumnCounts one : upload.columns()) {
      out.putVarInt(one.attributeId()).putUtf8(one.column()).putVarLong(one.valued());
      out.putVarLong(one.empty()).putVarLong(one.refused());
    }
    out.putByte(upload.segments().isPresent() ? 1 : 0);
    upload
        .segments()
        .ifPresent(segments -> {
          out.putVarInt(segments.size());
          for (SegmentShift one : segments) {
            out.putUtf8(one.key()).putUtf8(one.name());
            out.putVarLong(one.entering()).putVarLong(one.leaving());
            out.putByte(one.needsPage() ? 1 : 0);
          }
        });
    number(upload.undoOf(), out);
    number(upload.undoneBy(), out);
  }

  private static Upload upload(RecordReader in, int form) {
    return new Upload(
        in.getVarLong(),
        in.getVarInt(),
        in.getVarInt(),
        UploadMode.ofNumber(in.getByte()),
        UploadStatus.ofNumber(in.getByte()),
        text(in),
        in.getUtf8(),
        text(in),
        Instant.ofEpochMilli(in.getVarLong()),
        instant(in),
        instant(in),
        number(in),
        wishes(in, form),
        format(in, form),
        form < FORM_READ_BY
            ? Optional.empty()
            : text(in).map(mapping -> new MappingMark(mapping, text(in))),
        progress(in),
        text(in),
        form < FORM_NOTATION ? List.of() : refusals(in),
        form < FORM_COLUMNS ? List.of() : columns(in),
        segments(in),
        number(in),
        number(in));
  }

  private static FormatWishes wishes(RecordReader in, int form) {
    return new FormatWishes(
        code(text(in), Encoding::ofCode),
        code(text(in), Delimiter::ofCode),
        code(text(in), Quote::ofCode),
        text(in).map(Boolean::valueOf),
        form < FORM_NOTATION ? Optional.empty() : text(in).map(Integer::valueOf),
        form < FORM_NOTATION ? Notation.UNKNOWN : notation(in),
        form >= FORM_NOTATION && in.getByte() == 1);
  }

  private static void write(Notation notation, RecordBuffer out) {
    text(notation.decimal().map(Decimal::code), out);
    text(notation.dates().map(DateOrder::code), out);
  }

  private static Notation notation(RecordReader in) {
    return new Notation(code(text(in), Decimal::ofCode), code(text(in), DateOrder::ofCode));
  }

  private static Optional<CsvFormat> format(RecordReader in, int form) {
    Optional<Encoding> encoding = code(text(in), Encoding::ofCode);
    return encoding.map(one ->
        new CsvFormat(
            one,
            Delimiter.ofCode(in.getUtf8()).orElseThrow(UploadStepCodec::unknown),
            Quote.ofCode(in.getUtf8()).orElseThrow(UploadStepCodec::unknown),
            in.getByte() == 1,
            form < FORM_NOTATION ? 0 : in.getByte(),
            form < FORM_NOTATION ? Notation.UNKNOWN : notation(in)));
  }

  private static List<Refusal> refusals(RecordReader in) {
    List<Refusal> refusals = new ArrayList<>();
    for (int left = in.getVarInt(); left > 0; left--) {
      refusals.add(new Refusal(in.getUtf8(), in.getUtf8(), in.getVarLong(), in.getVarLong()));
    }
    return refusals;
  }

  private static List<ColumnCounts> columns(RecordReader in) {
    List<ColumnCounts> columns = new ArrayList<>();
    for (int left = in.getVarInt(); left > 0; left--) {
      columns.add(
          new ColumnCounts(
              in.getVarInt(),
              // Hundreds of uploads name the same few.
              in.getUtf8().intern(),
              in.getVarLong(),
              in.getVarLong(),
              in.getVarLong()));
    }
    return columns;
  }

  private static Optional<List<SegmentShift>> segments(RecordReader in) {
    if (in.getByte() == 0) {
      return Optional.empty();
    }
    List<SegmentShift> segments = new ArrayList<>();
    for (int left = in.getVarInt(); left > 0; left--) {
      segments.add(
          new SegmentShift(
              in.getUtf8(), in.getUtf8(), in.getVarLong(), in.getVarLong(), in.getByte() == 1));
    }
    return Optional.of(segments);
  }

  private static void write(UploadProgress progress, RecordBuffer out) {
    UploadCounts counts = progress.counts();
    out.putVarLong(progress.readBytes());
    out.putVarLong(counts.read()).putVarLong(counts.taken()).putVarLong(counts.partial());
    out.putVarLong(counts.refused()).putVarLong(counts.duplicates()).putVarLong(counts.added());
    out.putVarLong(counts.changed()).putVarLong(counts.unchanged());
    out.putVarLong(counts.cleared()).putVarLong(counts.removed());
    out.putVarLong(progress.refusedBytes()).putVarLong(progress.undoBytes());
    out.putVarLong(progress.place());
  }

  private static UploadProgress progress(RecordReader in) {
    return new UploadProgress(
        in.getVarLong(),
        new UploadCounts(
            in.getVarLong(),
            in.getVarLong(),
            in.getVarLong(),
            in.getVarLong(),
            in.getVarLong(),
            in.getVarLong(),
            in.getVarLong(),
            in.getVarLong(),
            in.getVarLong(),
            in.getVarLong()),
        in.getVarLong(),
        in.getVarLong(),
        in.getVarLong());
  }

  private static void text(Optional<String> text, RecordBuffer out) {
    out.putByte(text.isPresent() ? 1 : 0);
    text.ifPresent(out::putUtf8);
  }

  private static Optional<String> text(RecordReader in) {
    return in.getByte() == 0 ? Optional.empty() : Optional.of(in.getUtf8());
  }

  private static void instant(Optional<Instant> at, RecordBuffer out) {
    number(at.map(one -> OptionalLong.of(one.toEpochMilli())).orElse(OptionalLong.empty()), out);
  }

  private static Optional<Instant> instant(RecordReader in) {
    OptionalLong millis = number(in);
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }

  private static void number(OptionalLong number, RecordBuffer out) {
    out.putByte(number.isPresent() ? 1 : 0);
    number.ifPresent(out::putVarLong);
  }

  private static OptionalLong number(RecordReader in) {
    return in.getByte() == 0 ? OptionalLong.empty() : OptionalLong.of(in.getVarLong());
  }

  private static <T> Optional<T> code(Optional<String> code, Function<String, Optional<T>> ofCode) {
    return code.map(one -> ofCode.apply(one).orElseThrow(UploadStepCodec::unknown));
  }

  private static IllegalStateException unknown() {
    return new IllegalStateException("a format that is not known");
  }
}
