package dev.muster.insights;

import dev.muster.insights.UserTable.Sink;
import dev.muster.parquet.ParquetColumn;
import dev.muster.parquet.ParquetFile;
import java.util.List;

/// Users as a file of Apache Parquet; each value as what it is.
///
/// @param <E> what may stop it
final class ParquetCells<E extends Exception> implements UserCells<E> {

  private final ParquetFile<E> file;

  ParquetCells(List<ParquetColumn> columns, Sink<E> sink) {
    this.file = new ParquetFile<>(columns, sink::take);
  }

  @Override
  public void missing() {
    file.missing();
  }

  @Override
  public void text(String text) {
    file.text(text);
  }

  @Override
  public void number(double number) {
    file.number(number);
  }

  @Override
  public void whole(long number) {
    file.whole(number);
  }

  @Override
  public void truth(boolean value) {
    file.truth(value);
  }

  @Override
  public void instant(long epochMillis) {
    file.instant(epochMillis);
  }

  @Override
  public void texts(List<String> texts) {
    file.texts(texts);
  }

  @Override
  public void endRow() throws E {
    file.endRow();
  }

  @Override
  public void finish() throws E {
    file.finish();
  }
}
