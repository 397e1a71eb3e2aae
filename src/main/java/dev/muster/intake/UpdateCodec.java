package dev.muster.intake;

import dev.muster.attribute.AttributeValue;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Updates as they are in records of the log.
public final class UpdateCodec {

  /// What a change is; never used again for something else.
  private static final int CLEAR = 0;

  private static final int TEXT = 1;
  private static final int NUMBER = 2;
  private static final int FALSE = 3;
  private static final int TRUE = 4;
  private static final int DATE = 5;
  private static final int TEXTS = 6;

  /// The longest form of a number.
  private static final int VAR_INT_MAX = 5;

  /// UTF-8 takes at most three bytes for a UTF-16 unit.
  private static final int UNIT_BYTES_MAX = 3;

  private UpdateCodec() {}

  /// A bound on the bytes of an update, cheap to have.
  public static int bytesMax(Update update) {
    int bytes = 2 * VAR_INT_MAX + UserId.BYTES_MAX;
    for (Change change : update.changes()) {
      bytes += changeMax(change);
    }
    return bytes;
  }

  /// Puts an update.
  public static void write(Update update, RecordBuffer out) {
    out.putSized(update.user().utf8()).putVarInt(update.changes().size());
    for (Change change : update.changes()) {
      out.putVarInt(change.attributeId());
      switch (change) {
        case Change.Clear _ -> out.putByte(CLEAR);
        case Change.Set(_, AttributeValue value) -> writeValue(value, out);
      }
    }
  }

  /// Puts a value.
  public static void writeValue(AttributeValue value, RecordBuffer out) {
    switch (value) {
      case AttributeValue.Text(String text) -> out.putByte(TEXT).putUtf8(text);
      case AttributeValue.Numeric(double number) -> out.putByte(NUMBER).putDouble(number);
      case AttributeValue.Bool(boolean bool) -> out.putByte(bool ? TRUE : FALSE);
      case AttributeValue.Date(long millis) -> out.putByte(DATE).putLong(millis);
      case AttributeValue.Texts(List<String> texts) -> {
        out.putByte(TEXTS).putVarInt(texts.size());
        texts.forEach(out::putUtf8);
      }
    }
  }

  /// Reads what [#write] put.
  ///
  /// @throws IllegalStateException if it is not an update
  public static Update read(RecordReader in) {
    UserId user = UserId.ofUtf8(in.getSized());
    int count = in.getVarInt();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(change(in));
    }
    return new Update(user, changes);
  }

  private static Change change(RecordReader in) {
    int attributeId = in.getVarInt();
    AttributeValue value = readValue(in);
    return value == null ? new Change.Clear(attributeId) : new Change.Set(attributeId, value);
  }

  /// Reads what [#writeValue] put; null where an update says that there is none.
  ///
  /// @throws IllegalStateException if it is not a value
  public static @Nullable AttributeValue readValue(RecordReader in) {
    int form = in.getByte();
    return switch (form) {
      case CLEAR -> null;
      case TEXT -> new AttributeValue.Text(in.getUtf8());
      case NUMBER -> new AttributeValue.Numeric(in.getDouble());
      case FALSE -> new AttributeValue.Bool(false);
      case TRUE -> new AttributeValue.Bool(true);
      case DATE -> new AttributeValue.Date(in.getLong());
      case TEXTS -> texts(in);
      default -> throw new IllegalStateException("a change of the unknown form " + form);
    };
  }

  private static AttributeValue.Texts texts(RecordReader in) {
    int count = in.getVarInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(in.getUtf8());
    }
    return new AttributeValue.Texts(texts);
  }

  private static int changeMax(Change change) {
    int bytes = VAR_INT_MAX + 1;
    if (change instanceof Change.Set(_, AttributeValue value)) {
      bytes +=
          switch (value) {
            case AttributeValue.Text(String text) -> textMax(text);
            case AttributeValue.Texts(List<String> texts) ->
                VAR_INT_MAX + texts.stream().mapToInt(UpdateCodec::textMax).sum();
            case AttributeValue.Numeric _, AttributeValue.Bool _, AttributeValue.Date _ ->
                Long.BYTES;
          };
    }
    return bytes;
  }

  private static int textMax(String text) {
    return VAR_INT_MAX + UNIT_BYTES_MAX * text.length();
  }
}
