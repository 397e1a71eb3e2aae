package dev.muster.storage;

import dev.muster.storage.BackupManifest.BackedUp;
import dev.muster.storage.BackupManifest.KeyElsewhere;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Copies a data directory as of one moment, also while a server writes into it.
///
/// What is copied is what a start would find after a kill at that moment: the newest whole
/// checkpoint, the log up to its end, and what stands beside. The order makes it one moment:
///
/// 1. The [Hold] gives second names to the checkpoints, the days of activity, the files of uploads,
///    the payloads and the log. A checkpoint that is still there afterwards had everything that it
///    needs.
/// 2. The audit log is copied. What it lacks of commits since the checkpoint comes back by the
///    replay; it must not have commits that the log does not have.
/// 3. The end of the log is found, which is the moment. Whatever was answered before stands before
///    it: a group is followed by a mark before anybody is told of it.
/// 4. The files of uploads have at least what the log says of them by then; what they have beyond
///    is cut when the upload goes on. Payloads of deliveries behind the end are left out, and so
///    are those of users whose erasure is in the log: the server overwrites them only after it has
///    logged that.
///
/// Everything is read back and checked before the manifest is written.
public final class Backup {

  /// How often it is tried again where the server was faster.
  private static final int TRIES = 40;

  private static final long PAUSE_MILLIS = 50;

  /// The files of uploads: what was uploaded, refused rows, what undoing needs.
  private static final Pattern UPLOAD = Pattern.compile("\\d{1,18}\\.(csv|refused\\.csv|undo)");

  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}\\.jsonl");

  private final Path data;
  private final Path to;
  private final Pace pace;
  private final Clock clock;
  private final LoggedErasures erasures;
  private final Optional<KeyElsewhere> key;
  private final Disk disk = Disk.real();
  private final List<BackedUp> files = new ArrayList<>();

  /// Whose payloads they are.
  ///
  /// @param user as UTF-8
  private record Owner(int environmentId, ByteBuffer user) {}

  private Backup(
      Path data,
      Path to,
      Pace pace,
      Clock clock,
      LoggedErasures erasures,
      Optional<KeyElsewhere> key) {
    this.data = data;
    this.to = to;
    this.pace = pace;
    this.clock = clock;
    this.erasures = erasures;
    this.key = key;
  }

  /// Makes a backup.
  ///
  /// @param data the data directory
  /// @param to a directory that is empty, or not there
  /// @param pace how fast it is written
  /// @param erasures whom records of its log erase
  /// @param key where the key for secrets is; empty: in the data directory
  /// @return what is in it
  /// @throws UnsupportedFormatException if there is no data directory, or one of a newer version
  /// @throws IOException if it cannot be made, or if the data is damaged; the message says what to
  ///   do
  public static BackupManifest make(
      Path data, Path to, Pace pace, LoggedErasures erasures, Optional<KeyElsewhere> key)
      throws IOException {
    int format = formatOf(data);
    requireApart(data, to);
    requireEmpty(to);
    try (Hold hold = Hold.take(data)) {
      return new Backup(data, to, pace, Clock.systemUTC(), erasures, key).make(hold, format);
    }
  }

  private static int formatOf(Path data) throws IOException {
    Path format = data.resolve("format");
    if (Files.exists(data) && !Files.isReadable(data)) {
      throw new AccessDeniedException(data.toString());
    }
    if (!Files.isRegularFile(format)) {
      throw new UnsupportedFormatException(
          data + " is not a data directory: it has no file 'format'");
    }
    return DataDirectory.checkFormat(format);
  }

  private static void requireApart(Path data, Path to) throws IOException {
    Path from = data.toRealPath();
    Path target = Files.exists(to) ? to.toRealPath() : to.toAbsolutePath().normalize();
    if (target.startsWith(from) || from.startsWith(target)) {
      throw new IOException(
          "%s and the data directory %s are inside of each other; name a directory elsewhere, best"
                  .formatted(to, data)
              + " on another disk");
    }
  }

  private static void requireEmpty(Path to) throws IOException {
    if (!Files.exists(to)) {
      return;
    }
    List<String> names =
        Disk.real().list(to).stream()
            .map(one -> one.getFileName().toString())
            .filter(name -> !name.equals("lost+found"))
            .toList();
    if (!Files.isDirectory(to)) {
      throw new IOException(to + " is not a directory");
    }
    if (names.contains(BackupManifest.NAME)) {
      throw new IOException(
          to + " has a backup already; name another directory, one for each backup");
    }
    if (names.contains(BackupManifest.DATA)) {
      throw new IOException(
          to + " has a backup that was not finished; delete it, or name another directory");
    }
    if (!names.isEmpty()) {
      throw new IOException(
          to + " is not empty (" + names.getFirst() + "); name another directory");
    }
  }

  private BackupManifest make(Hold hold, int format) throws IOException {
    disk.createDirectories(to);
    Path copy = to.resolve(BackupManifest.DATA);
    Files.createDirectory(copy);
    DataDirectory.restrict(to);
    DataDirectory.restrict(copy);
    whole(data.resolve("format"), "format");
    Path mark = DataDirectory.keyMarkOf(data);
    if (Files.exists(mark)) {
      whole(mark, mark.getFileName().toString());
    }
    Path inside = data.resolve("secret.key");
    if (key.isEmpty() && Files.exists(inside)) {
      whole(inside, "secret.key");
    }
    holdAll(hold);
    audit();
    Optional<LogFindings> log = log(hold);
    link(hold, uploads(), UPLOAD);
    link(hold, payloads(), KeptFile.NAME);
    long end = log.map(LogFindings::end).orElse(0L);
    Map<Owner, Long> erased = Map.of();
    if (log.isPresent()) {
      long from = checkpoint(hold, log.get());
      erased = erased(log.get(), from);
      for (Segment segment : log.get().segments()) {
        segment(segment, log.get());
      }
    }
    payloads(hold, end, erased);
    for (Path file : disk.list(hold.ofAll(uploads()))) {
      whole(file, nameOf(uploads(), file));
    }
    syncAll(copy);
    BackupManifest manifest = new BackupManifest(clock.instant(), end, format, key, files);
    check(copy, manifest);
    manifest.write(to);
    return manifest;
  }

  private Path uploads() {
    return data.resolve("uploads");
  }

  private Path payloads() {
    return DataDirectory.payloadsOf(data);
  }

  // ---- one moment

  private void holdAll(Hold hold) throws IOException {
    for (int tries = 1; ; tries++) {
      List<Path> checkpoints =
          disk.list(DataDirectory.checkpointsOf(data)).stream()
              .filter(path -> CheckpointFormat.positionOf(path) >= 0)
              .toList();
      for (Path one : checkpoints) {
        hold.link(one);
      }
      for (Path one : disk.list(DataDirectory.activityOf(data))) {
        if (CheckpointFormat.positionOf(one) >= 0) {
          hold.link(one);
        }
      }
      link(hold, uploads(), UPLOAD);
      link(hold, payloads(), KeptFile.NAME);
      holdLog(hold);
      if (checkpoints.stream().allMatch(Files::exists)) {
        return;
      }
      if (tries == TRIES) {
        throw new IOException(
            "the server writes checkpoints faster than they can be looked at; try again with a"
                + " longer checkpoint-every");
      }
      hold.clear();
    }
  }

  private void link(Hold hold, Path directory, Pattern names) throws IOException {
    for (Path one : disk.list(directory)) {
      if (names.matcher(one.getFileName().toString()).matches()) {
        hold.link(one);
      }
    }
  }

  private void holdLog(Hold hold) throws IOException {
    List<Path> segments =
        disk.list(DataDirectory.logOf(data)).stream()
            .filter(path -> Segment.baseOf(path) >= 0)
            .sorted(Comparator.comparingLong(Segment::baseOf))
            .toList();
    for (Path one : segments) {
      hold.link(one);
    }
  }

  /// Finds the end of the log. What is being written at this moment may look like damage.
  private Optional<LogFindings> log(Hold hold) throws IOException {
    for (int tries = 1; ; tries++) {
      holdLog(hold);
      try {
        return Optional.ofNullable(
            LogExamination.examine(hold.ofAll(DataDirectory.logOf(data)), disk));
      } catch (CorruptLogException | NoSuchFileException e) {
        if (tries == TRIES) {
          throw new IOException("the log is damaged: " + e.getMessage(), e);
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  // ---- copies

  private static String nameOf(Path directory, Path file) {
    return directory.getFileName() + "/" + file.getFileName();
  }

  private Path copyOf(String name) {
    return to.resolve(BackupManifest.DATA).resolve(name);
  }

  private void whole(Path from, String name) throws IOException {
    try (DiskFile source = disk.openForReading(from);
        HashedFile copy = HashedFile.create(copyOf(name), pace)) {
      copy.copy(source, Long.MAX_VALUE);
      files.add(copy.finish(name));
    }
  }

  private void audit() throws IOException {
    Path directory = data.resolve("audit");
    for (Path file : disk.list(directory)) {
      if (MONTH.matcher(file.getFileName().toString()).matches()) {
        try {
          whole(file, nameOf(directory, file));
        } catch (NoSuchFileException _) {
          // Its time was over a moment ago.
        }
      }
    }
  }

  /// @return its position; 0 if there is none
  private long checkpoint(Hold hold, LogFindings log) throws IOException {
    Path held = hold.ofAll(DataDirectory.checkpointsOf(data));
    Optional<CheckpointReader> newest = Checkpoints.open(held, disk, log.identity()).newestWhole();
    if (newest.isEmpty()) {
      return 0;
    }
    long position = newest.get().position();
    newest.get().close();
    whole(newest.get().path(), nameOf(held, newest.get().path()));
    Path activity = hold.ofAll(DataDirectory.activityOf(data));
    for (Path file : disk.list(activity)) {
      if (CheckpointFormat.positionOf(file) <= position) {
        whole(file, nameOf(activity, file));
      }
    }
    return position;
  }

  /// Who was erased in the log behind the checkpoint, with the position of that. Those before it
  /// had their payloads overwritten before the checkpoint was there.
  private Map<Owner, Long> erased(LogFindings log, long from) throws IOException {
    Map<Owner, Long> erased = new HashMap<>();
    new LogReplay(disk, log.identity(), new LogState(log.segments(), log.end()))
        .run(
            from,
            (position, kind, bytes) ->
                erasures
                    .of(kind, bytes)
                    .ifPresent(one -> {
                      for (byte[] user : one.users()) {
                        erased.put(new Owner(one.environmentId(), ByteBuffer.wrap(user)), position);
                      }
                    }));
    return erased;
  }

  /// A segment that is not the last one does not change any more. The last one is copied up to the
  /// end that was found, with a mark that nothing follows.
  private void segment(Segment segment, LogFindings log) throws IOException {
    String name = nameOf(DataDirectory.logOf(data), segment.path());
    if (!segment.equals(log.last())) {
      whole(segment.path(), name);
      return;
    }
    SegmentHeader header = segment.header();
    try (DiskFile source = disk.openForReading(segment.path());
        HashedFile copy = HashedFile.create(copyOf(name), pace)) {
      copy.copy(source, log.end() - header.base());
      FrameHeader mark = FrameHeader.mark(log.end(), clock.millis());
      copy.write(mark.toBytes(new Checksum(log.identity())));
      copy.fill(header.bytes());
      files.add(copy.finish(name));
    }
  }

  private void payloads(Hold hold, long end, Map<Owner, Long> erased) throws IOException {
    Path held = hold.ofAll(payloads());
    for (Path file : disk.list(held)) {
      String name = nameOf(held, file);
      try (DiskFile source = disk.openForReading(file);
          HashedFile copy = HashedFile.create(copyOf(name), pace)) {
        copy.write(payloads(source, end, erased));
        files.add(copy.finish(name));
      }
    }
  }

  /// The records of a file of payloads whose deliveries stand before the end of the log. One may be
  /// overwritten while it is read; then it is read again.
  private static ByteBuffer payloads(DiskFile file, long end, Map<Owner, Long> erased)
      throws IOException {
    for (int tries = 1; ; tries++) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
      int read = file.read(bytes, 0);
      KeptRecords records = KeptRecords.of(bytes.clear().limit(Math.max(read, 0)), end);
      if (records.right() || tries == TRIES) {
        records.whole().forEach(one -> blank(bytes, one, erased));
        return bytes.position(0).limit(records.end());
      }
      pause();
    }
  }

  /// Overwrites what is of somebody who was erased after it came, as the server does.
  private static void blank(ByteBuffer bytes, KeptRecord record, Map<Owner, Long> erased) {
    KeptFormat.Header header = record.header();
    int content = record.at() + KeptFormat.HEADER_BYTES;
    Owner owner = new Owner(header.environmentId(), bytes.slice(content, header.userBytes()));
    Long erasedAt = erased.get(owner);
    if (erasedAt != null && header.position() < erasedAt) {
      ByteBuffer blank = ByteBuffer.allocate(Math.toIntExact(header.recordBytes()));
      header.asErased().put(blank);
      bytes.put(record.at(), blank.array(), 0, blank.capacity());
    }
  }

  /// A record of a file of payloads.
  ///
  /// @param at where it begins
  private record KeptRecord(int at, KeptFormat.Header header) {}

  /// What stands at the beginning of a file of payloads.
  ///
  /// @param whole those whose deliveries are in the log, up to the first that is not
  /// @param end behind the last of them
  /// @param right whether each is what was written
  private record KeptRecords(List<KeptRecord> whole, int end, boolean right) {

    static KeptRecords of(ByteBuffer bytes, long before) {
      List<KeptRecord> whole = new ArrayList<>();
      int at = 0;
      boolean right = true;
      while (true) {
        KeptFormat.Header header = KeptFormat.header(bytes.slice(at, bytes.limit() - at));
        if (header == null
            || header.position() >= before
            || at + header.recordBytes() > bytes.limit()) {
          return new KeptRecords(whole, at, right);
        }
        ByteBuffer content =
            bytes.slice(at + KeptFormat.HEADER_BYTES, header.userBytes() + header.bytes());
        right &= header.erased() || KeptFormat.crc(content) == header.contentCrc();
        whole.add(new KeptRecord(at, header));
        at += (int) header.recordBytes();
      }
    }
  }

  // ---- when all is there

  private void syncAll(Path copy) throws IOException {
    for (Path one : disk.list(copy)) {
      if (Files.isDirectory(one)) {
        disk.syncDirectory(one);
      }
    }
    disk.syncDirectory(copy);
    disk.syncDirectory(to);
  }

  private static void check(Path copy, BackupManifest manifest) throws IOException {
    for (BackedUp file : manifest.files()) {
      if (!HashedFile.of(copy.resolve(file.path()), file.path()).equals(file)) {
        throw new IOException(
            copy.resolve(file.path()) + " is not what was written; the disk is not to be trusted");
      }
    }
    Inspection found = Inspection.of(copy, (_, _, _) -> {});
    if (!found.damages().isEmpty()) {
      throw new IOException(
          "the data is damaged, and so there is no backup: " + found.damages().getFirst().what());
    }
  }
}
