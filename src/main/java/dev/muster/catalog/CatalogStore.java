package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The catalog of an installation: the current value, and the ways to change it. Readers take
/// [#current] without waiting; editors come one after the other and wait for the log, so they
/// belong on virtual threads. Safe for use by many threads.
public final class CatalogStore {

  private final CommitLog log;
  private final CatalogLimits limits;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock editing = new ReentrantLock();
  private final AtomicReference<Catalog> current;
  private final List<Consumer<Catalog>> listeners = new CopyOnWriteArrayList<>();
  private final TokenUses tokenUses = new TokenUses(tokens());

  /// @param log where commits are made durable
  /// @param initial what a checkpoint held, or [Catalog#EMPTY]
  public CatalogStore(CommitLog log, Catalog initial) {
    this(log, initial, CatalogLimits.DEFAULT, InstantSource.system());
  }

  /// @param log where commits are made durable
  /// @param initial what a checkpoint held, or [Catalog#EMPTY]
  /// @param limits how much may be set up
  /// @param clock what time it is
  public CatalogStore(CommitLog log, Catalog initial, CatalogLimits limits, InstantSource clock) {
    this.log = log;
    this.limits = limits;
    this.clock = clock;
    this.current = new AtomicReference<>(initial);
  }

  /// The catalog as of now.
  public Catalog current() {
    return current.get();
  }

  /// How much of its limits a system uses.
  public List<LimitUse> limitsOf(SystemDefinition system) {
    return LimitUse.of(system, current(), limits, now());
  }

  /// Editing systems.
  public Systems systems() {
    return new Systems(this);
  }

  /// Editing environments.
  public Environments environments() {
    return new Environments(this);
  }

  /// Editing what the pages of systems' applications are to do.
  public PageSettingsEditor pageSettings() {
    return new PageSettingsEditor(this);
  }

  /// Editing integrations.
  public Integrations integrations() {
    return new Integrations(this);
  }

  /// Editing what senders prove their requests with.
  public EndpointSecrets endpointSecrets() {
    return new EndpointSecrets(this);
  }

  /// Editing from where integrations take files by themselves.
  public Schedules schedules() {
    return new Schedules(this);
  }

  /// Editing segments.
  public Segments segments() {
    return new Segments(this);
  }

  /// Editing saved filters.
  public Filters filters() {
    return new Filters(this);
  }

  /// Editing reports.
  public Reports reports() {
    return new Reports(this);
  }

  /// Editing dashboards.
  public Dashboards dashboards() {
    return new Dashboards(this);
  }

  /// Read-only links to reports and dashboards.
  public ReportLinks reportLinks() {
    return new ReportLinks(this);
  }

  /// Setting who is told what is found of integrations.
  public Alerts alerts() {
    return new Alerts(this);
  }

  /// Editing mailings, and noting how far they are.
  public Mailings mailings() {
    return new Mailings(this);
  }

  /// Editing to whom changes of segments are told.
  public Webhooks webhooks() {
    return new Webhooks(this);
  }

  /// Publishing.
  public Publications publications() {
    return new Publications(this);
  }

  /// Noting what is done with the data of end users.
  public EndUsers endUsers() {
    return new EndUsers(this);
  }

  /// Noting which files are uploaded.
  public UploadNotes uploadNotes() {
    return new UploadNotes(this);
  }

  /// Noting that deliveries are sent again.
  public ReplayNotes replayNotes() {
    return new ReplayNotes(this);
  }

  /// Giving out and checking tokens of programs.
  public Tokens tokens() {
    return new Tokens(this);
  }

  /// Noting when tokens were last used.
  public TokenUses tokenUses() {
    return tokenUses;
  }

  /// Inviting, changing and removing people.
  public People people() {
    return new People(this);
  }

  /// One-time links.
  public Links links() {
    return new Links(this);
  }

  /// Signing in and out.
  public Sessions sessions() {
    return new Sessions(this);
  }

  Instant now() {
    return clock.instant();
  }

  Checks checks() {
    return new Checks(limits);
  }

  /// Has a compiled form of the catalog kept up to date: called with the catalog at once, and after
  /// each commit before its editor is answered, in order and by one thread at a time.
  public void onChange(Consumer<Catalog> listener) {
    editing.lock();
    try {
      listeners.add(listener);
      listener.accept(current());
    } finally {
      editing.unlock();
    }
  }

  /// Makes a durable commit current. Called by the log: for each commit of a replay, and by its
  /// writer thread before [CommitLog#append] returns. A commit that the catalog has already is
  /// skipped, so a replay may begin too early.
  public void applied(CatalogCommit commit) {
    Catalog before = current();
    if (commit.version() > before.version()) {
      current.set(commit.applyTo(before));
    }
  }

  /// Runs an edit against the current catalog and makes it durable.
  ///
  /// @return the catalog after it
  Catalog commit(Actor actor, Role needed, String action, Consumer<Edit> change) {
    if (!actor.role().includes(needed)) {
      throw new CatalogException(
          Code.FORBIDDEN,
          action + " needs the role " + needed.code() + "; you have " + actor.role().code());
    }
    editing.lock();
    try {
      Edit edit =
          new Edit(current(), limits, clock.instant().truncatedTo(ChronoUnit.MILLIS), random);
      change.accept(edit);
      CatalogCommit commit = edit.commit(actor, action);
      append(commit);
      Catalog after = current();
      if (after.version() != commit.version()) {
        throw new IllegalStateException("the log has not applied commit " + commit.version());
      }
      tell(after);
      return after;
    } finally {
      editing.unlock();
    }
  }

  /// Tells every listener, also after one that fails: the commit is durable by now.
  private void tell(Catalog after) {
    RuntimeException failed = null;
    for (Consumer<Catalog> listener : listeners) {
      try {
        listener.accept(after);
      } catch (RuntimeException e) {
        if (failed == null) {
          failed = e;
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private void append(CatalogCommit commit) {
    try {
      log.append(commit);
    } catch (IOException e) {
      CatalogException unavailable =
          new CatalogException(
              Code.UNAVAILABLE, "the change was not saved, try again later: " + e.getMessage());
      unavailable.initCause(e);
      throw unavailable;
    }
  }
}
