package dev.muster.insights;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.UserField;
import dev.muster.parquet.ParquetColumn;
import dev.muster.parquet.ParquetColumn.Kind;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.UserState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// End users as a file: a row a user, in the order in which they became known. Written piece by
/// piece, so that it takes little memory however many there are.
public final class UserTable {

  /// How many users are looked for at a time.
  private static final int PAGE = 1_000;

  /// How many rows tell how long a file will be.
  private static final int SAMPLE = 2_000;

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
    /// @param piece never changed afterwards
    void take(byte[] piece) throws E;
  }

  /// What a table is written as.
  public enum Format {
    /// UTF-8, with a header row.
    CSV,
    /// Apache Parquet.
    PARQUET
  }

  /// How long a table is.
  ///
  /// @param rows as of now, without the header; who is erased while it is written is left out
  /// @param bytes about
  public record Extent(long rows, long bytes) {}

  /// How long a table would be.
  ///
  /// @param among whom to write
  /// @param prefix what their identifiers begin with; maybe empty
  public Extent extent(Selection among, String prefix, Format format) {
    long rows = prefix.isEmpty() ? among.count() : count(among, prefix);
    long[] bytes = new long[1];
    long sampled =
        this.<RuntimeException>write(
            among, prefix, SAMPLE, cells(format, piece -> bytes[0] += piece.length));
    return new Extent(rows, sampled == 0 ? bytes[0] : bytes[0] * rows / sampled);
  }

  private long count(Selection among, String prefix) {
    long rows = 0;
    int from = 0;
    List<Integer> page;
    do {
      page = population.list(prefix, Optional.of(among), from, PAGE);
      rows += page.size();
      from = page.isEmpty() ? from : page.getLast() + 1;
    } while (page.size() == PAGE);
    return rows;
  }

  /// Writes the table.
  ///
  /// @param among whom to write
  /// @param prefix what their identifiers begin with; maybe empty
  public <E extends Exception> void write(
      Selection among, String prefix, Format format, Sink<E> sink) throws E {
    long _ = write(among, prefix, Long.MAX_VALUE, cells(format, sink));
  }

  private <E extends Exception> UserCells<E> cells(Format format, Sink<E> sink) {
    return switch (format) {
      case CSV -> new CsvCells<>(columns.stream().map(Operand::field).toList(), sink);
      case PARQUET -> new ParquetCells<>(columns.stream().map(UserTable::column).toList(), sink);
    };
  }

  private static ParquetColumn column(Operand column) {
    Kind kind =
        switch (column) {
          case Operand.OfUser(UserField field) ->
              switch (field) {
                case ID -> Kind.TEXT;
                case FIRST_SEEN, LAST_SEEN -> Kind.INSTANT;
                case SESSIONS, PAGE_LOADS, ACTIVE_DAYS -> Kind.WHOLE;
              };
          case Operand.OfAttribute(Attribute attribute) ->
              switch (attribute.type()) {
                case STRING -> Kind.TEXT;
                case NUMBER -> Kind.NUMBER;
                case BOOLEAN -> Kind.BOOLEAN;
                case DATE -> Kind.INSTANT;
                case STRINGS -> Kind.TEXTS;
              };
          case Operand.OfPage _ -> throw new IllegalStateException("refused by the constructor");
        };
    return new ParquetColumn(column.field(), kind);
  }

  /// @return how many rows there were
  private <E extends Exception> long write(
      Selection among, String prefix, long rowsMax, UserCells<E> cells) throws E {
    List<Integer> page;
    int from = 0;
    long left = rowsMax;
    long rows = 0;
    do {
      page = population.list(prefix, Optional.of(among), from, (int) Math.min(PAGE, left));
      for (int ordinal : page) {
        // One who is erased just now is left out.
        Optional<UserState> user = population.at(ordinal);
        if (user.isPresent()) {
          row(cells, ordinal, user.get());
          rows++;
        }
        from = ordinal + 1;
      }
      left -= page.size();
    } while (page.size() == PAGE && left > 0);
    cells.finish();
    return rows;
  }

  private <E extends Exception> void row(UserCells<E> cells, int ordinal, UserState user) throws E {
    for (Operand column : columns) {
      switch (column) {
        case Operand.OfUser(UserField field) -> field(cells, ordinal, user, field);
        case Operand.OfAttribute(Attribute attribute) -> attribute(cells, user, attribute);
        case Operand.OfPage _ -> throw new IllegalStateException("refused by the constructor");
      }
    }
    cells.endRow();
  }

  private void field(UserCells<?> cells, int ordinal, UserState user, UserField field) {
    switch (field) {
      case ID -> cells.text(user.id().toString());
      case FIRST_SEEN -> instant(cells, user.firstSeenMillis());
      case LAST_SEEN -> instant(cells, user.lastSeenMillis());
      case SESSIONS -> cells.whole(user.sessions());
      case PAGE_LOADS -> cells.whole(user.pageLoads());
      case ACTIVE_DAYS -> cells.whole(population.activeDays(ordinal, asOf));
    }
  }

  private static void attribute(UserCells<?> cells, UserState user, Attribute attribute) {
    for (UserState.Held held : user.held()) {
      if (held.attributeId() == attribute.id()) {
        value(cells, held.value());
        return;
      }
    }
    cells.missing();
  }

  private static void value(UserCells<?> cells, AttributeValue value) {
    switch (value) {
      case AttributeValue.Text(String text) -> cells.text(text);
      case AttributeValue.Numeric(double number) -> cells.number(number);
      case AttributeValue.Bool(boolean bool) -> cells.truth(bool);
      case AttributeValue.Date(long millis) -> cells.instant(millis);
      case AttributeValue.Texts(List<String> texts) -> cells.texts(texts);
    }
  }

  private static void instant(UserCells<?> cells, OptionalLong millis) {
    if (millis.isPresent()) {
      cells.instant(millis.getAsLong());
    } else {
      cells.missing();
    }
  }
}
