package dev.muster.population;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.UserField;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The end users of one environment. Each has an ordinal, given in the order in which they became
/// known, and each attribute is a column over the ordinals, in blocks of 65,536 users. The ordinal
/// of a user who was erased stays empty and is not given again.
///
/// One thread changes it; all others read, without a lock, and see each user's update whole. Every
/// change is absolute: made twice, it is made once.
public final class Population {

  /// Runs something while no update is applied: between two of the writer's.
  @FunctionalInterface
  public interface Alone {
    /// Returns when it has run.
    void run(Runnable task) throws IOException;
  }

  /// A position that says: none.
  public static final long NO_DELIVERY = -1;

  static final long DAY_MILLIS = 86_400_000;
  private static final int BLOCK_ROWS = 1 << 16;
  private static final long SESSION_ENDS_MILLIS = 30 * 60_000;

  private final int blockRows;
  private final UserIds ids;
  private final UserIndex index;
  private final ErasedRows erased;
  private final LongColumn firstSeen;
  private final LongColumn lastSeen;
  private final LongColumn sessions;
  private final LongColumn pageLoads;
  private final LongColumn lastDelivery;
  private volatile Columns columns = Columns.NONE;
  private volatile BlockVersion[] versions = new BlockVersion[0];
  private volatile int rows;
  private volatile ActiveDays activeDays = ActiveDays.NONE;

  /// Up to which position of the log the page loads of each block are in the image that it was read
  /// from.
  private long[] seenBefore = new long[0];

  /// A population without users and attributes.
  public Population() {
    this(BLOCK_ROWS);
  }

  /// @param blockRows users a block, a power of two, 64 or more
  Population(int blockRows) {
    this.blockRows = blockRows;
    this.ids = new UserIds(blockRows);
    this.index = new UserIndex(ids);
    this.erased = new ErasedRows(blockRows);
    this.firstSeen = new LongColumn(blockRows, 1_000);
    this.lastSeen = new LongColumn(blockRows, 1_000);
    this.sessions = new LongColumn(blockRows, 1);
    this.pageLoads = new LongColumn(blockRows, 1);
    this.lastDelivery = new LongColumn(blockRows, 1);
  }

  // ---- for any thread
  // -------------------------------------------------------------------------------

  /// How many users are known.
  public int size() {
    return rows - erased.count();
  }

  /// How many ordinals there are, those of users who were erased included.
  public int rows() {
    return rows;
  }

  /// One user.
  ///
  /// @return empty if the user is not known
  public Optional<UserState> user(UserId id) {
    int ordinal = ordinal(id);
    return ordinal < 0 ? Optional.empty() : at(ordinal);
  }

  /// Whether a user is known.
  public boolean knows(UserId id) {
    return ordinal(id) >= 0;
  }

  /// The user of an ordinal below [#rows].
  ///
  /// @return empty if the user was erased
  public Optional<UserState> at(int ordinal) {
    BlockVersion version = version(ordinal);
    while (true) {
      long before = version.stable();
      Optional<UserState> state =
          erased.has(ordinal) ? Optional.empty() : Optional.of(read(ordinal));
      if (version.isStill(before)) {
        return state;
      }
    }
  }

  /// The identifier of an ordinal below [#rows]; without meaning if the user was erased.
  public UserId idOf(int ordinal) {
    return UserId.ofUtf8(ids.get(ordinal));
  }

  /// The position of a user's latest delivery, or [#NO_DELIVERY].
  public long lastDelivery(UserId id) {
    int ordinal = ordinal(id);
    long position = ordinal < 0 ? Cells.MISSING : lastDelivery.get(ordinal);
    return position == Cells.MISSING ? NO_DELIVERY : position;
  }

  /// When what set or cleared an attribute of a user last happened, where its sender said so, in
  /// epoch milliseconds. For the writer.
  public OptionalLong happenedMillis(UserId id, int attributeId) {
    int ordinal = ordinal(id);
    AttributeColumn column = ordinal < 0 ? null : columns.get(attributeId);
    long millis = column == null ? Cells.MISSING : column.happenedMillis().get(ordinal);
    return millis == Cells.MISSING ? OptionalLong.empty() : OptionalLong.of(millis);
  }

  /// The ordinal of a user, or -1 if the user is not known.
  public int ordinalOf(UserId id) {
    return ordinal(id);
  }

  /// Compiles conditions to be run for one user at a time.
  public UserCheck compile(List<ResolvedCondition> conditions) {
    return new UserCheck(this, conditions);
  }

  /// Compiles a condition to be run for one user at a time.
  public UserCheck compile(ResolvedCondition condition) {
    return compile(List.of(condition));
  }

  /// The users for whom a condition holds.
  ///
  /// @throws IllegalArgumentException if the condition can be run only while a page loads
  public Selection select(ResolvedCondition condition, AsOf asOf) {
    return select(condition, asOf, Kernels.best());
  }

  Selection select(ResolvedCondition condition, AsOf asOf, Kernels kernels) {
    return new SelectRun(this, kernels, condition, asOf).run();
  }

  /// For how many users a condition holds.
  ///
  /// @throws IllegalArgumentException if the condition can be run only while a page loads
  public long count(ResolvedCondition condition, AsOf asOf) {
    return select(condition, asOf).count();
  }

  /// Counts the values of a field.
  ///
  /// @param asOf of when it is
  /// @throws IllegalArgumentException if the field is known only while a page loads, or is the
  ///   identifier, which is another for every user
  public Tally tally(Operand field, AsOf asOf) {
    return new Tally(this, field, asOf);
  }

  /// Parts users by where a field's number lies.
  ///
  /// @param field one that is kept as a whole number
  /// @param starts where each part begins, ascending, and in the end where the last one ends
  /// @return as many parts as there are starts but the last; who lies in none is in no part
  public List<Selection> partition(UserField field, long[] starts, Selection among) {
    return new Partition(userColumn(field), blockRows, starts, among).selections();
  }

  /// How many users are in each part of [#partition].
  public long[] partitionCounts(UserField field, long[] starts, Selection among) {
    return new Partition(userColumn(field), blockRows, starts, among).counts();
  }

  /// Users in the order in which they became known.
  ///
  /// @param prefix what their identifiers begin with; maybe empty
  /// @param among only these
  /// @param from the first ordinal to look at
  /// @param limit how many at most
  /// @return their ordinals, ascending
  public List<Integer> list(String prefix, Optional<Selection> among, int from, int limit) {
    byte[] begins = prefix.getBytes(StandardCharsets.UTF_8);
    List<Integer> found = new ArrayList<>();
    int users = rows;
    for (int ordinal = from; ordinal < users && found.size() < limit; ordinal++) {
      if (among.isPresent()) {
        ordinal = among.get().next(ordinal);
        if (ordinal < 0) {
          break;
        }
      }
      if (!erased.has(ordinal) && ids.beginsWith(ordinal, begins)) {
        found.add(ordinal);
      }
    }
    return found;
  }

  /// How much memory it takes, by part.
  public Memory memory() {
    SequencedMap<String, Long> parts = new LinkedHashMap<>();
    parts.put("ids", ids.memory());
    parts.put("index", index.memory());
    parts.put(
        "user",
        firstSeen.memory()
            + lastSeen.memory()
            + sessions.memory()
            + pageLoads.memory()
            + lastDelivery.memory());
    parts.put("versions", versions.length * 1_100L + erased.memory());
    columns.all().forEach(column -> parts.put(column.attribute().field(), column.memory()));
    return new Memory(size(), parts);
  }

  // ---- for the writer
  // -------------------------------------------------------------------------------

  /// Applies an update. What it says of attributes that there are not is passed over.
  ///
  /// @param atMillis when it was delivered, in epoch milliseconds
  /// @param deliveryPosition where its delivery is, or [#NO_DELIVERY] for what did not come by one
  /// @return whether the user was not known before
  public boolean apply(Update update, long atMillis, long deliveryPosition) {
    int known = ordinal(update.user());
    apply(update, atMillis, deliveryPosition, known);
    return known < 0;
  }

  /// @param known the ordinal of the update's user, or less than zero for one who is not known
  /// @return the ordinal
  int apply(Update update, long atMillis, long deliveryPosition, int known) {
    int ordinal = known < 0 ? add(update.user()) : known;
    Columns now = columns;
    BlockVersion version = version(ordinal);
    version.begin(ordinal % blockRows);
    try {
      for (Change change : update.changes()) {
        AttributeColumn column = now.get(change.attributeId());
        if (column == null) {
          continue;
        }
        switch (change) {
          case Change.Set(_, AttributeValue value) -> column.put(ordinal, value, atMillis);
          case Change.Clear _ -> column.clear(ordinal);
        }
        if (update.happenedMillis().isPresent()) {
          column.happenedMillis().put(ordinal, update.happenedMillis().getAsLong());
        }
      }
      if (deliveryPosition != NO_DELIVERY) {
        lastDelivery.put(ordinal, deliveryPosition);
      }
    } finally {
      version.end();
    }
    if (known < 0) {
      publish(update.user(), ordinal);
    }
    for (Change change : update.changes()) {
      AttributeColumn column = now.get(change.attributeId());
      if (column != null) {
        column.tidy(rows);
      }
    }
    return ordinal;
  }

  /// Whether a session begins with a page load of a user, as far as page loads are noted.
  ///
  /// @param lastMillis the user's page load before that, in epoch milliseconds; that which is noted
  ///   where it is empty
  /// @param atMillis when, in epoch milliseconds
  public boolean beginsSession(int ordinal, OptionalLong lastMillis, long atMillis) {
    long last = lastMillis.orElse(lastSeen.get(ordinal));
    return last == Cells.MISSING || atMillis - last > SESSION_ENDS_MILLIS;
  }

  /// What a user did within a moment.
  ///
  /// @param firstMillis the earliest page load, in epoch milliseconds
  /// @param lastMillis the latest page load, in epoch milliseconds
  /// @param loads how many page loads
  /// @param sessions how many sessions began with them
  public record Seen(long firstMillis, long lastMillis, int loads, int sessions) {}

  /// Notes page loads of a user, unless the image that this was read from has them already.
  ///
  /// @param position of the log, where they are told of
  public void seen(int ordinal, Seen seen, long position) {
    int block = ordinal / blockRows;
    if (block < seenBefore.length && position < seenBefore[block]) {
      return;
    }
    long first = firstSeen.get(ordinal);
    long last = lastSeen.get(ordinal);
    BlockVersion version = version(ordinal);
    version.begin(ordinal % blockRows);
    try {
      if (first == Cells.MISSING || seen.firstMillis < first) {
        firstSeen.put(ordinal, seen.firstMillis);
      }
      if (last == Cells.MISSING || seen.lastMillis > last) {
        lastSeen.put(ordinal, seen.lastMillis);
      }
      add(sessions, ordinal, seen.sessions);
      add(pageLoads, ordinal, seen.loads);
    } finally {
      version.end();
    }
  }

  private static void add(LongColumn column, int ordinal, int more) {
    long before = column.get(ordinal);
    if (more > 0) {
      column.put(ordinal, before == Cells.MISSING ? more : before + more);
    }
  }

  /// On how many of the last 30 days a user was active, see [UserField#ACTIVE_DAYS].
  ///
  /// @param ordinal below [#rows]
  public int activeDays(int ordinal, AsOf asOf) {
    long today = today(asOf);
    return activeDays.of(ordinal, today - UserField.ACTIVE_DAYS_OF + 1, today);
  }

  /// The same for a user by the identifier; 0 if the user is not known.
  public int activeDays(UserId id, AsOf asOf) {
    int ordinal = ordinal(id);
    return ordinal < 0 ? 0 : activeDays(ordinal, asOf);
  }

  /// From where it is known on which days users were active; until then they were on none.
  public void count(ActiveDays days) {
    activeDays = days;
  }

  /// Erases a user: values, times and identifier are overwritten, and the user is not known any
  /// more; one who comes back is a new one.
  ///
  /// @return whether the user was known
  public boolean erase(UserId id) {
    int ordinal = ordinal(id);
    if (ordinal < 0) {
      return false;
    }
    BlockVersion version = version(ordinal);
    version.begin(ordinal % blockRows);
    try {
      eraseRow(ordinal);
    } finally {
      version.end();
    }
    columns.all().forEach(column -> column.tidy(rows));
    return true;
  }

  /// Begins a column, without values; one that is there stays as it is.
  public void addAttribute(Attribute attribute) {
    if (columns.get(attribute.id()) == null) {
      columns = columns.with(new AttributeColumn(attribute, blockRows));
    }
  }

  /// Ends a column; its values are erased.
  public void removeAttribute(int attributeId) {
    columns = columns.without(attributeId);
  }

  // ---- images
  // ---------------------------------------------------------------------------------------

  /// Writes an image while nobody changes the population.
  public void writeImage(ImageSink sink) throws IOException {
    writeImage(sink, Runnable::run, () -> 0);
  }

  /// Writes an image, from any thread, beside the writer. What is changed meanwhile may be in it or
  /// not; it is made right by applying again every update since the call.
  ///
  /// @param alone runs what must not be changed meanwhile; it is short
  /// @param position of the log, up to which everything is applied; asked for only while alone
  public void writeImage(ImageSink sink, Alone alone, LongSupplier position) throws IOException {
    new ImageWriter(this, sink, alone, position).write();
  }

  /// Reads an image.
  ///
  /// @param attributes whose columns there shall be; what the image lacks has no values, what it
  ///   has more is passed over
  /// @throws IOException if it cannot be read or makes no sense; the message names the part
  public static Population readImage(ImageSource source, List<Attribute> attributes)
      throws IOException {
    return readImage(source, attributes, BLOCK_ROWS);
  }

  static Population readImage(ImageSource source, List<Attribute> attributes, int blockRows)
      throws IOException {
    Population population = new Population(blockRows);
    attributes.forEach(population::addAttribute);
    new ImageReader(population, source).read();
    return population;
  }

  // ---- for this package
  // -----------------------------------------------------------------------------

  int blockRows() {
    return blockRows;
  }

  int ordinal(UserId id) {
    return index.find(id.utf8(), id.hashCode());
  }

  BlockVersion blockVersion(int block) {
    return versions[block];
  }

  BlockVersion version(int ordinal) {
    return versions[ordinal / blockRows];
  }

  UserIds ids() {
    return ids;
  }

  UserIndex index() {
    return index;
  }

  /// Leaves nothing of a row.
  void eraseRow(int ordinal) {
    erased.add(ordinal);
    ids.erase(ordinal);
    columns.all().forEach(column -> column.erase(ordinal));
    firstSeen.clear(ordinal);
    lastSeen.clear(ordinal);
    sessions.clear(ordinal);
    pageLoads.clear(ordinal);
    lastDelivery.clear(ordinal);
  }

  /// Whether the user of an ordinal below [#rows] was erased.
  public boolean isErased(int ordinal) {
    return erased.has(ordinal);
  }

  /// All of them.
  public BitSet erasedOrdinals() {
    return erased.ordinals();
  }

  ErasedRows erased() {
    return erased;
  }

  LongColumn lastDeliveries() {
    return lastDelivery;
  }

  Columns columnsNow() {
    return columns;
  }

  /// In the order of their attributes' ids.
  List<AttributeColumn> columns() {
    return columns.all();
  }

  @Nullable AttributeColumn column(int attributeId) {
    return columns.get(attributeId);
  }

  /// What the values of an attribute are kept in; null where there is no such attribute.
  AttributeColumn.@Nullable Content content(int attributeId) {
    AttributeColumn column = columns.get(attributeId);
    return column == null ? null : column.content();
  }

  LongColumn userColumn(UserField field) {
    return switch (field) {
      case FIRST_SEEN -> firstSeen;
      case LAST_SEEN -> lastSeen;
      case SESSIONS -> sessions;
      case PAGE_LOADS -> pageLoads;
      case ID, ACTIVE_DAYS -> throw new IllegalArgumentException(field.field() + " is no column");
    };
  }

  /// The same for each user of a block.
  ///
  /// @param into a number a row; overwritten
  void activeDays(int block, AsOf asOf, byte[] into) {
    long today = today(asOf);
    activeDays.ofBlock(block, today - UserField.ACTIVE_DAYS_OF + 1, today, into);
  }

  private static long today(AsOf asOf) {
    return LocalDate.ofInstant(asOf.instant(), asOf.zone()).toEpochDay();
  }

  /// See [#seen(int, Seen, long)].
  void restoreSeenBefore(long[] positions) {
    seenBefore = positions;
  }

  /// Makes room for users that an image has.
  void restored(int users) {
    for (int block = versions.length; block * (long) blockRows < users; block++) {
      addVersion(block);
    }
    rows = users;
  }

  /// Begins a row, which nobody sees until [#publish].
  int add(UserId id) {
    int ordinal = rows;
    int block = ordinal / blockRows;
    if (block == versions.length) {
      addVersion(block);
    }
    ids.add(ordinal, id.utf8());
    return ordinal;
  }

  void publish(UserId id, int ordinal) {
    rows = ordinal + 1;
    index.add(ordinal, id.hashCode());
  }

  private void addVersion(int block) {
    BlockVersion[] more = Arrays.copyOf(versions, block + 1);
    more[block] = new BlockVersion();
    versions = more;
  }

  private UserState read(int ordinal) {
    List<UserState.Held> held = new ArrayList<>();
    for (AttributeColumn column : columns.all()) {
      AttributeValue value = column.get(ordinal);
      if (value != null) {
        long updated = column.updatedSeconds().get(ordinal);
        held.add(new UserState.Held(column.attribute().id(), value, updated));
      }
    }
    return new UserState(
        idOf(ordinal),
        optional(firstSeen.get(ordinal)),
        optional(lastSeen.get(ordinal)),
        optional(sessions.get(ordinal)).orElse(0),
        optional(pageLoads.get(ordinal)).orElse(0),
        held);
  }

  private static OptionalLong optional(long value) {
    return value == Cells.MISSING ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
