package dev.muster.storage;

import java.io.IOException;

/// Something to be made durable as one record of the log. Its methods are called on the log's
/// writer thread, in the order of submission, and must return soon; only [#bytesMax] is called by
/// the submitting thread as well.
public interface LogEntry {

  /// What the record is, 1 to 127; the log only keeps it.
  int kind();

  /// A bound on what [#write] puts, in bytes; always the same for one entry. It says whether the
  /// record still fits into a segment, and what the entry counts for in the queue, so it may be
  /// generous but must be cheap. An entry that puts more is refused.
  int bytesMax();

  /// Puts the record's bytes. Called at most once.
  ///
  /// @param position where the record will be, if it becomes durable
  void write(RecordBuffer out, long position);

  /// The record is durable, and so is all before it: now it takes effect. An exception thrown from
  /// here makes the log fail, because memory would no longer be what the log says.
  void committed(long position);

  /// The record is not in the log, and has no effect.
  ///
  /// @param why [DiskFullException]: no room now, nothing of it is in the log, try again later;
  ///   [LogFailedException]: nothing is taken until a restart, and only this entry's group may turn
  ///   out to be there after it; [UnwritableRecordException]: it is this entry's own fault;
  ///   [LogClosedException]; any other: the next segment could not be made, try again later
  void refused(IOException why);
}
