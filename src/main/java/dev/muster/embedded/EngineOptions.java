package dev.muster.embedded;

import dev.muster.outgoing.OutgoingOptions;
import dev.muster.storage.KeptLimits;
import dev.muster.upload.UploadLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// How the embedded engine keeps its data.
///
/// @param data the data directory; made if it is not there
/// @param secretKey the file with the key that secrets are kept encrypted with; made if the data
///   directory is new and there is none
/// @param segmentBytes the size of one segment of the log, preallocated; 1 MiB to 1 GiB, a multiple
///   of 8
/// @param queueMax how many entries may wait for the writer before senders are told to come again
/// @param checkpoints when and how checkpoints are written
/// @param deliveries how long deliveries can be looked up
/// @param payloads how long and how much is kept of what was sent with deliveries that were refused
/// @param uploads how large uploaded files may be, and how many run at once
/// @param keeping how long what is kept in the end goes
/// @param outgoing what goes out, and where to
/// @param clock what time it is, for the catalog, the samples of segments' sizes and the age of
///   kept payloads; must not go back while anything is recorded
public record EngineOptions(
    Path data,
    Path secretKey,
    int segmentBytes,
    int queueMax,
    Checkpointing checkpoints,
    Retention deliveries,
    KeptLimits payloads,
    UploadLimits uploads,
    Keeping keeping,
    OutgoingOptions outgoing,
    InstantSource clock) {

  private static final String KEY = "secret.key";

  /// Thirteen months.
  public static final int ACTIVITY_DAYS = 396;

  /// How long the history is kept that reports and people look at, and how much of what a delivery
  /// is compared with.
  ///
  /// @param activityDays how many days of activity, today among them; 31 or more
  /// @param sizesDays for how many days the sizes of live segments, hour by hour; 7 or more
  /// @param audit how old a month of the audit log has to be, to its last day, until it goes; 31
  ///   days or more; empty: it is kept for good
  /// @param deliveryIds how many ids that senders gave to deliveries are remembered at most, for
  ///   their 24 hours; 1,000 or more
  public record Keeping(
      int activityDays, int sizesDays, Optional<Duration> audit, int deliveryIds) {

    /// Thirteen months, 90 days, for good, ten million.
    public static final Keeping DEFAULT =
        new Keeping(ACTIVITY_DAYS, SegmentSizes.KEPT_DAYS, Optional.empty(), 10_000_000);

    /// @throws IllegalArgumentException if a number is out of its range
    public Keeping {
      require(activityDays >= 31, "activity is kept for 31 days or more");
      require(sizesDays >= 7, "the sizes of segments are kept for 7 days or more");
      require(
          audit.isEmpty() || audit.get().compareTo(Duration.ofDays(31)) >= 0,
          "the audit log is kept for 31 days or more");
      require(deliveryIds >= 1_000, "1,000 ids of deliveries or more are remembered");
    }
  }

  /// When and how checkpoints are written.
  ///
  /// @param every how long at most a change waits for a checkpoint to include it
  /// @param logBytes how much log at most is written between two checkpoints; bounds the time that
  ///   a start takes
  /// @param bytesPerSecond how fast a checkpoint is written beside the load
  public record Checkpointing(Duration every, long logBytes, long bytesPerSecond) {

    /// Every ten minutes or 512 MiB of log, written at 100 MiB a second.
    public static final Checkpointing DEFAULT =
        new Checkpointing(Duration.ofMinutes(10), 512L << 20, 100L << 20);

    /// @throws IllegalArgumentException if a number is out of its range
    public Checkpointing {
      require(every.isPositive(), "checkpoints need a time between them of more than zero");
      require(logBytes >= 1 << 16, "64 KiB of log or more between checkpoints");
      require(bytesPerSecond >= 1 << 20, "checkpoints are written at 1 MiB a second or more");
    }
  }

  /// How long deliveries can be looked up. The log that a start needs is kept whatever this says.
  ///
  /// @param time the age at which they may go
  /// @param logBytes how much log is kept for them; where there is more of it, the oldest go before
  ///   their time
  public record Retention(Duration time, long logBytes) {

    /// A week, and at most 16 GiB.
    public static final Retention DEFAULT = new Retention(Duration.ofDays(7), 16L << 30);

    /// @throws IllegalArgumentException if a number is out of its range
    public Retention {
      require(time.isPositive(), "deliveries are kept for a time of more than zero");
      require(logBytes >= 0, "not a negative number of bytes of log");
    }
  }

  /// @throws IllegalArgumentException if a number is out of its range
  public EngineOptions {
    require(segmentBytes >= 1 << 20, "a segment has at least 1 MiB");
    require(queueMax >= 2, "a queue has room for at least two entries");
  }

  /// Segments of 64 MiB, a queue of 20,000 entries, and the other defaults. The key is in the
  /// directory: for data that comes and goes as one, such as that of a demo.
  public static EngineOptions in(Path data) {
    return new EngineOptions(
        data,
        data.resolve(KEY),
        64 << 20,
        20_000,
        Checkpointing.DEFAULT,
        Retention.DEFAULT,
        KeptLimits.DEFAULT,
        UploadLimits.DEFAULT,
        Keeping.DEFAULT,
        OutgoingOptions.DEFAULT,
        InstantSource.system());
  }

  /// The same in another directory, with the key in it.
  public EngineOptions withData(Path directory) {
    return new EngineOptions(
        directory,
        directory.resolve(KEY),
        segmentBytes,
        queueMax,
        checkpoints,
        deliveries,
        payloads,
        uploads,
        keeping,
        outgoing,
        clock);
  }

  /// The same, with the key in another file.
  public EngineOptions withSecretKey(Path file) {
    return new EngineOptions(
        data,
        file,
        segmentBytes,
        queueMax,
        checkpoints,
        deliveries,
        payloads,
        uploads,
        keeping,
        outgoing,
        clock);
  }

  /// The same, with checkpoints written like this.
  public EngineOptions withCheckpoints(Checkpointing other) {
    return new EngineOptions(
        data,
        secretKey,
        segmentBytes,
        queueMax,
        other,
        deliveries,
        payloads,
        uploads,
        keeping,
        outgoing,
        clock);
  }

  /// The same, with deliveries kept for so long.
  public EngineOptions withDeliveries(Retention other) {
    return new EngineOptions(
        data,
        secretKey,
        segmentBytes,
        queueMax,
        checkpoints,
        other,
        payloads,
        uploads,
        keeping,
        outgoing,
        clock);
  }

  /// The same, with segments of this size.
  public EngineOptions withSegmentBytes(int bytes) {
    return new EngineOptions(
        data,
        secretKey,
        bytes,
        queueMax,
        checkpoints,
        deliveries,
        payloads,
        uploads,
        keeping,
        outgoing,
        clock);
  }

  /// The same, with a queue of this many entries.
  public EngineOptions withQueueMax(int entries) {
    return new EngineOptions(
        data,
        secretKey,
        segmentBytes,
        entries,
        checkpoints,
        deliveries,
        payloads,
        uploads,
        keeping,
        outgoing,
        clock);
  }

  /// The same, with payloads of what is refused kept for so long; zero: never.
  public EngineOptions withRejectedKept(Duration time) {
    return withPayloads(payloads.withTime(time));
  }

  /// The same, with other limits of uploads.
  public EngineOptions withUploads(UploadLimits limits) {
    return new EngineOptions(
        data,
        secretKey,
        segmentBytes,
        queueMax,
        checkpoints,
        deliveries,
        payloads,
        limits,
        keeping,
        outgoing,
        clock);
  }

  /// The same, with activity kept for so many days.
  public EngineOptions withActivityDays(int days) {
    return withKeeping(
        new Keeping(days, keeping.sizesDays(), keeping.audit(), keeping.deliveryIds()));
  }

  /// The same, with history kept for so long.
  public EngineOptions withKeeping(Keeping other) {
    return new EngineOptions(
        data,
        secretKey,
        segmentBytes,
        queueMax,
        checkpoints,
        deliveries,
        payloads,
        uploads,
        other,
        outgoing,
        clock);
  }

  /// The same, with other limits of kept payloads.
  public EngineOptions withPayloads(KeptLimits other) {
    return new EngineOptions(
        data,
        secretKey,
        segmentBytes,
        queueMax,
        checkpoints,
        deliveries,
        other,
        uploads,
        keeping,
        outgoing,
        clock);
  }

  /// The same, by another clock.
  public EngineOptions withClock(InstantSource other) {
    return new EngineOptions(
        data,
        secretKey,
        segmentBytes,
        queueMax,
        checkpoints,
        deliveries,
        payloads,
        uploads,
        keeping,
        outgoing,
        other);
  }

  /// The same, with other rules of what goes out.
  public EngineOptions withOutgoing(OutgoingOptions other) {
    return new EngineOptions(
        data,
        secretKey,
        segmentBytes,
        queueMax,
        checkpoints,
        deliveries,
        payloads,
        uploads,
        keeping,
        other,
        clock);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
