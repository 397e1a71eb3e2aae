package dev.muster.population;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.UserField;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
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
  private final LongColumn lastDelivery;
  private volatile Columns columns = Columns.NONE;
  private volatile BlockVersion[] versions = new BlockVersion[0];
  private volatile int rows;

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
  /// @throws IllegalArgumentException if the field is known only while a page loads, or is the
  ///   identifier, which is another for every user
  public Tally tally(Operand field) {
    return new Tally(this, field);
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
        "user", firstSeen.memory() + lastSeen.memory() + sessions.memory() + lastDelivery.memory());
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

  /// Notes a page load of a user; of one who is not known, nothing is noted. A page load that is
  /// not later than the user's last one changes nothing.
  ///
  /// @param atMillis when, in epoch milliseconds
  public void seen(UserId id, long atMillis) {
    int ordinal = ordinal(id);
    if (ordinal < 0) {
      return;
    }
    long last = lastSeen.get(ordinal);
    if (last != Cells.MISSING && atMillis <= last) {
      return;
    }
    BlockVersion version = version(ordinal);
    version.begin(ordinal % blockRows);
    try {
      if (last == Cells.MISSING) {
        firstSeen.put(ordinal, atMillis);
      }
      if (last == Cells.MISSING || atMillis - last > SESSION_ENDS_MILLIS) {
        long before = sessions.get(ordinal);
        sessions.put(ordinal, before == Cells.MISSING ? 1 : before + 1);
      }
      lastSeen.put(ordinal, atMillis);
    } finally {
      version.end();
    }
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
    writeImage(sink, Runnable::run);
  }

  /// Writes an image, from any thread, beside the writer. What is changed meanwhile may be in it or
  /// not; it is made right by applying again every update since the call.
  ///
  /// @param alone runs what must not be changed meanwhile; it is short
  public void writeImage(ImageSink sink, Alone alone) throws IOException {
    new ImageWriter(this, sink, alone).write();
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
    columns.all().forEach(column -> column.clear(ordinal));
    firstSeen.clear(ordinal);
    lastSeen.clear(ordinal);
    sessions.clear(ordinal);
    lastDelivery.clear(ordinal);
  }

  boolean isErased(int ordinal) {
    return erased.has(ordinal);
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
      case ID -> throw new IllegalArgumentException("the identifier is no column");
    };
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
    long count = sessions.get(ordinal);
    return new UserState(
        idOf(ordinal),
        optional(firstSeen.get(ordinal)),
        optional(lastSeen.get(ordinal)),
        count == Cells.MISSING ? 0 : count,
        held);
  }

  private static OptionalLong optional(long value) {
    return value == Cells.MISSING ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
