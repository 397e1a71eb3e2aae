package dev.muster.embedded;

import dev.muster.activity.Visit;
import dev.muster.attribute.Attribute;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.CatalogCommit;
import dev.muster.catalog.Effect;
import dev.muster.catalog.SystemDefinition;
import dev.muster.intake.Delivery;
import dev.muster.outgoing.OutgoingState;
import dev.muster.outgoing.UserChanges;
import dev.muster.pageload.ActivityBatch;
import dev.muster.population.Population;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.population.UserRows;
import dev.muster.storage.KeptBytes;
import dev.muster.upload.ErasedUsers;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadLedger;
import dev.muster.upload.UploadStep;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the records of the log add up to: the catalog, the populations and the heads of the
/// delivery chains. Changed by one thread (the log's writer, or the replay before it), read by
/// many. Every change is absolute: made a second time after a start from a checkpoint, it changes
/// nothing. The counts of deliveries are the exception, and are kept as of the exact position.
final class EngineState {

  private final Map<Integer, Population> populations = new ConcurrentHashMap<>();
  private final ChainHeads heads = new ChainHeads();
  private final SegmentSizes sizes;
  private final Tallies tallies = new Tallies();
  private final Erasures erasures = new Erasures();
  private final Replays replays = new Replays();
  private final KeptBytes payloads;
  private final TentativeUsers tentative = new TentativeUsers();
  private final SenderIds senderIds;
  private final EventOrder order = new EventOrder(this);
  private final UploadLedger uploads = new UploadLedger();
  private final AuditTrail audit;
  private final ActivityDays activity;
  private final DaysOfEnvironments days = new DaysOfEnvironments();
  private final IntegrationsById integrations = new IntegrationsById();
  private final OutgoingState outgoing = new OutgoingState(this::isErased);

  /// Environments in which somebody was to be erased who is not known.
  private final Set<Integer> erasedOfUnknown = new HashSet<>();

  private volatile @Nullable UserChanges watch;
  private volatile Catalog catalog;

  EngineState(
      Catalog catalog, AuditTrail audit, KeptBytes payloads, EngineOptions.Keeping keeping) {
    this.sizes = new SegmentSizes(keeping.sizesDays());
    this.senderIds = new SenderIds(keeping.deliveryIds());
    this.catalog = catalog;
    this.audit = audit;
    this.payloads = payloads;
    this.activity = new ActivityDays(keeping.activityDays());
  }

  Catalog catalog() {
    return catalog;
  }

  AuditTrail audit() {
    return audit;
  }

  /// By environment id.
  Map<Integer, Population> populations() {
    return populations;
  }

  ChainHeads heads() {
    return heads;
  }

  SegmentSizes sizes() {
    return sizes;
  }

  Tallies tallies() {
    return tallies;
  }

  Erasures erasures() {
    return erasures;
  }

  Replays replays() {
    return replays;
  }

  /// What was sent with deliveries that were refused in whole or in part.
  KeptBytes payloads() {
    return payloads;
  }

  TentativeUsers tentative() {
    return tentative;
  }

  /// Which deliveries were taken in the last day, by their senders' names for them.
  SenderIds senderIds() {
    return senderIds;
  }

  EventOrder order() {
    return order;
  }

  UploadLedger uploads() {
    return uploads;
  }

  /// What goes out.
  OutgoingState outgoing() {
    return outgoing;
  }

  /// Has somebody told of users who change, from now on.
  void tell(UserChanges changes) {
    watch = changes;
  }

  /// What users did, day by day.
  ActivityDays activity() {
    return activity;
  }

  /// Takes over the population of an environment that a checkpoint had.
  void restore(int environmentId, Population population) {
    population.count(activity.activeDays(environmentId));
    populations.put(environmentId, population);
  }

  void applyCatalog(CatalogCommit commit) {
    Catalog before = catalog;
    if (commit.version() <= before.version()) {
      return;
    }
    audit.note(commit, before);
    commit.effects(before).forEach(this::apply);
    Catalog after = commit.applyTo(before);
    catalog = after;
    outgoing.applyCatalog(before, after);
    Set<Integer> gone = idsOf(before);
    gone.removeAll(idsOf(after));
    if (gone.isEmpty()) {
      return;
    }
    heads.removeIf(
        chain -> !exists(after, new Source(chain.environmentId(), chain.integrationId())));
    tallies.removeIf(source -> !exists(after, source));
    uploads.removeIf(
        upload -> gone.contains(upload.environmentId()) || gone.contains(upload.integrationId()));
    uploads.forgetTaken(gone);
    // Not what does not exist: in a replay, there are payloads of what is made only later.
    payloads.eraseFrom((environmentId, integrationId) ->
        gone.contains(environmentId) || gone.contains(integrationId));
  }

  /// The ids of all environments and integrations; no two are the same.
  private static Set<Integer> idsOf(Catalog catalog) {
    Set<Integer> ids = new HashSet<>();
    for (SystemDefinition system : catalog.systems().values()) {
      system.environments().forEach(environment -> ids.add(environment.id()));
      system.integrations().values().forEach(integration -> ids.add(integration.id()));
    }
    return ids;
  }

  /// @param senderKey what [SenderIds#key] gave for it
  void applyDelivery(Delivery delivery, OptionalLong senderKey, long position) {
    Population population = populations.get(delivery.environmentId());
    if (population == null) {
      return;
    }
    heads
        .head(new Chain(delivery.environmentId(), delivery.integrationId(), delivery.outcome()))
        .commit(position);
    integrations.use(catalog);
    long day = days.of(catalog, delivery.environmentId(), delivery.at().toEpochMilli());
    tallies.add(delivery, day, integrations);
    senderIds.add(delivery, senderKey);
    delivery
        .replayOf()
        .map(DeliveryIds::position)
        .ifPresent(original -> {
          if (original.isPresent()) {
            replays.add(original.getAsLong(), position);
          }
        });
    long atMillis = delivery.at().toEpochMilli();
    if (delivery.update().isPresent()) {
      apply(delivery.environmentId(), population, delivery.update().get(), atMillis, position);
      return;
    }
    // A refused delivery of a known user belongs to that user's history; it makes nobody known.
    UserId user = DeliveryEntry.userOf(delivery);
    if (user != null && population.knows(user)) {
      population.apply(new Update(user, List.of()), atMillis, position);
    }
  }

  private void apply(
      int environmentId, Population population, Update update, long atMillis, long position) {
    UserChanges told = watch;
    if (told == null || !told.watches(environmentId)) {
      boolean _ = population.apply(update, atMillis, position);
      return;
    }
    int known = population.ordinalOf(update.user());
    told.changing(environmentId, known);
    told.changed(
        environmentId, new UserRows(population).applyTo(known, update, atMillis, position));
  }

  void applyUpload(UploadStep step) {
    if (!concernsWhatExists(step)) {
      return;
    }
    switch (step) {
      case UploadStep.Put _, UploadStep.Forget _, UploadStep.Take _, UploadStep.Unlisted _ -> {}
      case UploadStep.Rows rows -> {
        Population population = populations.get(rows.environmentId());
        if (population != null) {
          // Whoever was erased after the rows were submitted does not come back by them.
          ErasedUsers erased = uploads.erased(rows.number());
          UserRows users = new UserRows(population);
          for (int i = 0; i < rows.updates().size(); i++) {
            if (erased.test(rows.updates().get(i).user())) {
              continue;
            }
            int ordinal =
                users.applyTo(
                    rows.ordinal(i),
                    rows.updates().get(i),
                    rows.atMillis(),
                    Population.NO_DELIVERY);
            rows.applied(i, ordinal);
            UserChanges told = watch;
            if (told != null) {
              told.changed(rows.environmentId(), ordinal);
            }
          }
        }
      }
      case UploadStep.Back back -> {
        Population population = populations.get(back.environmentId());
        if (population != null) {
          takeBack(back.environmentId(), population, back, uploads.erased(back.number()));
          UserChanges told = watch;
          if (told != null) {
            told.changed(back.environmentId());
          }
        }
      }
    }
    uploads.apply(step);
  }

  /// What was on its way when its integration or environment was deleted is passed over.
  private boolean concernsWhatExists(UploadStep step) {
    return switch (step) {
      case UploadStep.Put(Upload upload) -> exists(upload);
      case UploadStep.Take(Upload upload, _, _) -> exists(upload);
      case UploadStep.Rows rows -> uploads.find(rows.number()).isPresent();
      case UploadStep.Back back -> uploads.find(back.number()).isPresent();
      case UploadStep.Forget _, UploadStep.Unlisted _ -> true;
    };
  }

  private boolean exists(Upload upload) {
    return exists(catalog, new Source(upload.environmentId(), upload.integrationId()));
  }

  private void takeBack(
      int environmentId, Population population, UploadStep.Back back, ErasedUsers erased) {
    int[] attributeIds = back.attributeIds().stream().mapToInt(Integer::intValue).toArray();
    Set<Integer> own = Set.copyOf(back.attributeIds());
    UserRows users = new UserRows(population);
    for (UploadStep.Before before : back.users()) {
      if (erased.test(before.user())) {
        continue;
      }
      if (!before.known() && users.hasNothingBut(before.user(), own)) {
        erase(environmentId, population, List.of(before.user()));
      } else {
        users.restore(before.user(), attributeIds, before.held());
      }
    }
  }

  void applySizes(SizeSample sample) {
    if (populations.containsKey(sample.environmentId())) {
      sizes.put(sample);
    }
  }

  /// Erases users; what came before the position is not shown any more.
  void applyErasure(int environmentId, List<UserId> users, long position) {
    Population population = populations.get(environmentId);
    if (population == null) {
      return;
    }
    users.forEach(user -> erasures.add(environmentId, user, position));
    uploads.erased(environmentId, users);
    erase(environmentId, population, users);
    payloads.eraseOf(environmentId, users.stream().map(UserId::utf8).toList(), position);
  }

  private void erase(int environmentId, Population population, List<UserId> users) {
    BitSet ordinals = new BitSet();
    for (UserId user : users) {
      int ordinal = population.ordinalOf(user);
      if (population.erase(user)) {
        ordinals.set(ordinal);
      } else {
        erasedOfUnknown.add(environmentId);
      }
    }
    forget(environmentId, ordinals);
  }

  private void forget(int environmentId, BitSet ordinals) {
    if (!ordinals.isEmpty()) {
      activity.erase(environmentId, ordinals);
      outgoing.erase(environmentId, ordinals);
    }
  }

  private boolean isErased(int environmentId, int ordinal) {
    Population population = populations.get(environmentId);
    return population != null && population.isErased(ordinal);
  }

  /// All records are replayed. Blocks of populations may be of later moments than the rest of a
  /// checkpoint: of whom they had erased already, the records of the erasure could not say which
  /// row was theirs, so whatever else is kept by rows still has theirs.
  void replayed() {
    for (int environmentId : erasedOfUnknown) {
      Population population = populations.get(environmentId);
      if (population != null) {
        forget(environmentId, population.erasedOrdinals());
      }
    }
    erasedOfUnknown.clear();
  }

  /// Which page loads of a batch begin a session, counted through all users.
  BitSet sessionsBegun(ActivityBatch batch) {
    BitSet begins = new BitSet(batch.loads());
    int at = 0;
    for (ActivityBatch.Seen one : batch.seen()) {
      Population population = populations.get(one.environmentId());
      int ordinal = population == null ? -1 : population.ordinalOf(one.user());
      OptionalLong last = OptionalLong.empty();
      for (ActivityBatch.Load load : one.loads()) {
        if (population != null && ordinal >= 0) {
          begins.set(at, population.beginsSession(ordinal, last, load.atMillis()));
        }
        last = OptionalLong.of(load.atMillis());
        at++;
      }
    }
    return begins;
  }

  /// Takes what was written before page loads were told one by one: again only where it is later
  /// than what is noted, so that a replay from an image of that time counts no session twice.
  void applyOldActivity(ActivityBatch batch, long position) {
    List<ActivityBatch.Seen> later =
        batch.seen().stream()
            .filter(one -> {
              Population population = populations.get(one.environmentId());
              return population != null
                  && population
                      .user(one.user())
                      .filter(
                          user -> user.lastSeenMillis().orElse(Long.MIN_VALUE) < one.lastMillis())
                      .isPresent();
            })
            .toList();
    ActivityBatch left = new ActivityBatch(later);
    applyActivity(left, sessionsBegun(left), position);
  }

  /// @param begins what [#sessionsBegun] gave
  void applyActivity(ActivityBatch batch, BitSet begins, long position) {
    Map<Integer, List<Visit>> visits = new HashMap<>();
    int at = 0;
    for (ActivityBatch.Seen one : batch.seen()) {
      Population population = populations.get(one.environmentId());
      int ordinal = population == null ? -1 : population.ordinalOf(one.user());
      int first = at;
      at += one.loads().size();
      if (population == null || ordinal < 0) {
        continue;
      }
      UserChanges told = watch;
      if (told != null) {
        told.changing(one.environmentId(), ordinal);
      }
      List<Visit> here = visits.computeIfAbsent(one.environmentId(), _ -> new ArrayList<>());
      for (int i = 0; i < one.loads().size(); i++) {
        ActivityBatch.Load load = one.loads().get(i);
        long day = days.of(catalog, one.environmentId(), load.atMillis());
        here.add(new Visit(ordinal, day, begins.get(first + i), load.page(), load.segments()));
      }
      population.seen(
          ordinal,
          new Population.Seen(
              one.firstMillis(),
              one.lastMillis(),
              one.loads().size(),
              begins.get(first, at).cardinality()),
          position);
      if (told != null) {
        told.changed(one.environmentId(), ordinal);
      }
    }
    visits.forEach(activity::add);
  }

  private void apply(Effect effect) {
    switch (effect) {
      case Effect.EnvironmentAdded(int id, List<Attribute> attributes) -> {
        Population population =
            populations.computeIfAbsent(
                id,
                _ -> {
                  Population made = new Population();
                  made.count(activity.activeDays(id));
                  return made;
                });
        attributes.forEach(population::addAttribute);
      }
      case Effect.EnvironmentRemoved(int id) -> {
        populations.remove(id);
        sizes.remove(id);
        activity.remove(id);
      }
      case Effect.AttributeAdded(List<Integer> environmentIds, Attribute attribute) ->
          environmentIds.forEach(id -> require(id).addAttribute(attribute));
      case Effect.AttributeRemoved(List<Integer> environmentIds, int attributeId) -> {
        environmentIds.forEach(id -> require(id).removeAttribute(attributeId));
        tallies.forget(attributeId);
      }
    }
  }

  private static boolean exists(Catalog catalog, Source source) {
    return catalog.systems().values().stream()
        .anyMatch(system ->
            system.environments().stream().anyMatch(e -> e.id() == source.environmentId())
                && system.integrations().values().stream()
                    .anyMatch(i -> i.id() == source.integrationId()));
  }

  private Population require(int environmentId) {
    Population population = populations.get(environmentId);
    if (population == null) {
      throw new IllegalStateException("no population for environment " + environmentId);
    }
    return population;
  }
}
