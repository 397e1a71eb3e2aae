package dev.muster.catalog;

import java.time.Instant;
import java.util.List;

/// One change of the catalog: who did what, when and from where, and what is put and removed by it.
/// Applying it to the catalog before is deterministic, so that a log of commits is the catalog.
public final class CatalogCommit {

  private final long version;
  private final Instant at;
  private final Actor actor;
  private final String action;
  private final int lastId;
  private final List<Step> steps;

  CatalogCommit(
      long version, Instant at, Actor actor, String action, int lastId, List<Step> steps) {
    this.version = version;
    this.at = at;
    this.actor = actor;
    this.action = action;
    this.lastId = lastId;
    this.steps = List.copyOf(steps);
  }

  /// @param bytes what [#bytes] gave
  /// @throws UnreadableCatalogException if they are not a commit, or one of a newer form
  public static CatalogCommit of(byte[] bytes) {
    return CommitJson.read(bytes);
  }

  /// The commit for the log.
  public byte[] bytes() {
    return CommitJson.write(this);
  }

  /// The [Catalog#version] that it leads to.
  public long version() {
    return version;
  }

  /// When, to the millisecond.
  public Instant at() {
    return at;
  }

  /// Who, and from where.
  public Actor actor() {
    return actor;
  }

  /// What was done, such as `integration.update`.
  public String action() {
    return action;
  }

  int lastId() {
    return lastId;
  }

  List<Step> steps() {
    return steps;
  }

  /// The catalog after it.
  ///
  /// @throws IllegalStateException if this is not the next commit of that catalog
  public Catalog applyTo(Catalog before) {
    if (before.version() + 1 != version) {
      throw new IllegalStateException(
          "commit " + version + " does not follow catalog version " + before.version());
    }
    return new StepApplication(this, before).after();
  }

  /// What it means for the populations, in the order in which it is to be applied.
  public List<Effect> effects(Catalog before) {
    return Effects.between(before, applyTo(before));
  }

  /// What the audit log says of it, without secrets.
  public List<AuditEntry> audit(Catalog before) {
    return Audit.entries(this, before, applyTo(before));
  }
}
