package dev.muster.insights;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.UserField;
import dev.muster.csv.Csv;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.UserState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// End users as CSV: a header row, then a row a user, in the order in which they became known.
/// Written piece by piece, so that it takes little memory however many there are.
public final class UserTable {

  /// How many users are looked for at a time.
  private static final int PAGE = 1_000;

  private static final int PIECE_CHARACTERS = 1 << 15;

  private final Population population;
  private final List<Operand> columns;
  private final AsOf asOf;

  /// @param columns fields of users; what is known only while a page loads has no place here
  /// @param asOf of when it is
  public UserTable(Population population, List<Operand> columns, AsOf asOf) {
    this.population = population;
    this.columns = List.copyOf(columns);
    this.asOf = asOf;
    for (Operand column : columns) {
      if (column instanceof Operand.OfPage) {
        throw new IllegalArgumentException(column.field() + " is known only while a page loads");
      }
    }
  }

  /// Takes the pieces of a table.
  ///
  /// @param <E> what may stop it
  public interface Sink<E extends Exception> {
    /// @param piece UTF-8
    void take(byte[] piece) throws E;
  }

  /// Writes the table.
  ///
  /// @param among whom to write
  /// @param prefix what their identifiers begin with; maybe empty
  public <E extends Exception> void write(Selection among, String prefix, Sink<E> sink) throws E {
    Csv csv = new Csv();
    columns.forEach(column -> csv.text(column.field()));
    csv.end();
    List<Integer> page;
    int from = 0;
    do {
      page = population.list(prefix, Optional.of(among), from, PAGE);
      for (int ordinal : page) {
        // One who is erased just now is left out.
        population.at(ordinal).ifPresent(user -> row(csv, ordinal, user));
        from = ordinal + 1;
        if (csv.length() >= PIECE_CHARACTERS) {
          sink.take(csv.take().getBytes(StandardCharsets.UTF_8));
        }
      }
    } while (page.size() == PAGE);
    sink.take(csv.take().getBytes(StandardCharsets.UTF_8));
  }

  private void row(Csv csv, int ordinal, UserState user) {
    for (Operand column : columns) {
      switch (column) {
        case Operand.OfUser(UserField field) -> field(csv, ordinal, user, field);
        case Operand.OfAttribute(Attribute attribute) -> attribute(csv, user, attribute);
        case Operand.OfPage _ -> throw new IllegalStateException("refused by the constructor");
      }
    }
    csv.end();
  }

  private void field(Csv csv, int ordinal, UserState user, UserField field) {
    switch (field) {
      case ID -> csv.text(user.id().toString());
      case FIRST_SEEN -> time(csv, user.firstSeenMillis());
      case LAST_SEEN -> time(csv, user.lastSeenMillis());
      case SESSIONS -> csv.number(Long.toString(user.sessions()));
      case PAGE_LOADS -> csv.number(Long.toString(user.pageLoads()));
      case ACTIVE_DAYS -> csv.number(Integer.toString(population.activeDays(ordinal, asOf)));
    }
  }

  private static void attribute(Csv csv, UserState user, Attribute attribute) {
    for (UserState.Held held : user.held()) {
      if (held.attributeId() == attribute.id()) {
        value(csv, held.value());
        return;
      }
    }
    csv.empty();
  }

  private static void value(Csv csv, AttributeValue value) {
    switch (value) {
      case AttributeValue.Text(String text) -> csv.text(text);
      case AttributeValue.Numeric(double number) -> csv.number(Numbers.text(number));
      case AttributeValue.Bool(boolean bool) -> csv.text(Boolean.toString(bool));
      case AttributeValue.Date(long millis) -> csv.text(Instant.ofEpochMilli(millis).toString());
      case AttributeValue.Texts(List<String> texts) -> csv.text(json(texts));
    }
  }

  private static void time(Csv csv, OptionalLong millis) {
    csv.text(millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()).toString() : "");
  }

  /// A list as JSON: texts may have any separator in them.
  private static String json(List<String> texts) {
    StringBuilder json = new StringBuilder("[");
    for (String text : texts) {
      json.append(json.length() == 1 ? "\"" : ",\"");
      for (int i = 0; i < text.length(); i++) {
        char one = text.charAt(i);
        if (one == '"' || one == '\\') {
          json.append('\\').append(one);
        } else if (one < ' ') {
          json.append("\\u%04x".formatted((int) one));
        } else {
          json.append(one);
        }
      }
      json.append('"');
    }
    return json.append(']').toString();
  }
}
