package dev.muster.pageload;

import dev.muster.catalog.AccessKey;
import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.PageSettings;
import dev.muster.catalog.Publication;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.PageFacts;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An environment as page loads use it. Immutable; built anew when something of what it was built
/// from changes.
final class LiveEnvironment {

  private static final byte[] NONE_VISIBLE = {};

  private final SystemDefinition system;
  private final Environment environment;
  private final Population population;
  private final byte[] clientKey;
  private final Optional<byte[]> previousKey;
  private final Proofs proofs;
  private final OptionalInt publication;
  private final LiveSegments.Compiled compiled;
  private final FlagsJson flags;
  private final List<String> selectors;
  private final VisibleAttributes visible;
  private final byte[] answerEnd;

  LiveEnvironment(
      SystemDefinition system, Environment environment, Population population, SecretBox box) {
    this.system = system;
    this.environment = environment;
    this.population = population;
    this.clientKey = environment.clientKey().getBytes(StandardCharsets.UTF_8);
    this.previousKey = environment.previousKey().map(key -> key.getBytes(StandardCharsets.UTF_8));
    this.proofs = new Proofs(environment.verification(), box);
    this.publication = environment.live().stream().mapToInt(Publication::version).findFirst();
    this.compiled = LiveSegments.compile(system, environment, population);
    this.visible = new VisibleAttributes(system);
    this.flags =
        new FlagsJson(compiled.all(), compiled.problems(), publication, system.timeZone(), visible);
    this.selectors =
        Stream.concat(Stream.of(environment.clientKey()), environment.previousKey().stream())
            .map(AccessKey::selector)
            .toList();
    String version = publication.isPresent() ? "" + publication.getAsInt() : "null";
    this.answerEnd = ("],\"publication\":" + version).getBytes(StandardCharsets.UTF_8);
  }

  /// Whether it would be the same if it were built from these.
  boolean isBuiltFrom(SystemDefinition now, Environment environmentNow, Population populationNow) {
    return population.equals(populationNow)
        && environment.clientKey().equals(environmentNow.clientKey())
        && environment.live().equals(environmentNow.live())
        && environment.previousKey().equals(environmentNow.previousKey())
        && environment.verification().equals(environmentNow.verification())
        && environment.origins().equals(environmentNow.origins())
        && system.pages().equals(now.pages())
        && system.timeZone().equals(now.timeZone())
        && system.integrations().equals(now.integrations());
  }

  int id() {
    return environment.id();
  }

  /// [AccessKey#selector] of each key that pages may use.
  ///
  /// @return the present one's first
  List<String> selectors() {
    return selectors;
  }

  boolean hasKey(String presented) {
    byte[] key = presented.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(key, clientKey)
        || (previousKey.isPresent() && MessageDigest.isEqual(key, previousKey.get()));
  }

  Proofs proofs() {
    return proofs;
  }

  PageSettings settings() {
    return system.pages();
  }

  /// For logs: `shop/production`
  String name() {
    return system.key() + "/" + environment.key();
  }

  boolean allows(String origin) {
    return environment.origins().allow(origin);
  }

  OptionalInt publication() {
    return publication;
  }

  /// What follows the segments in an answer: `],"publication":7`
  byte[] answerEnd() {
    return answerEnd;
  }

  /// The segments as flags.
  FlagsJson flags() {
    return flags;
  }

  /// What changes whenever what is live or a user does.
  String stateOf(UserId user) {
    return flags.state(population.lastDelivery(user));
  }

  LiveSegments segments() {
    return compiled.all();
  }

  SortedMap<String, List<FieldError>> problems() {
    return compiled.problems();
  }

  PageLoad evaluate(UserId user, PageView view, Instant now, Browsers browsers) {
    AsOf asOf = new AsOf(now, system.timeZone());
    LiveSegments segments = compiled.all();
    @Nullable PageFacts facts = segments.needPage() ? new ViewFacts(view, asOf, browsers) : null;
    boolean[] in = new boolean[segments.size()];
    boolean known = segments.check().holds(user, asOf, facts, in);
    byte[] attributes = visible.isEmpty() ? NONE_VISIBLE : visible.json(population, user);
    return new PageLoad(this, user, known, in, attributes);
  }

  /// Evaluates one segment.
  Flag flag(String key, UserId user, PageView view, Instant now, Browsers browsers) {
    LiveSegments segments = compiled.all();
    int i = segments.indexOf(key);
    if (i < 0) {
      String failure = flags.failureOf(key);
      return failure.isEmpty() ? new Flag.Unknown() : new Flag.Failed(failure);
    }
    AsOf asOf = new AsOf(now, system.timeZone());
    @Nullable PageFacts facts = segments.needPage() ? new ViewFacts(view, asOf, browsers) : null;
    boolean[] in = new boolean[1];
    boolean known = segments.check().holds(user, asOf, facts, i, in);
    return new Flag.Evaluated(known, in[0], flags, i);
  }

  /// The segments that a user is in whatever the page.
  List<String> segmentsWithoutPage(UserId user, Instant now) {
    LiveSegments segments = compiled.withoutPage();
    boolean[] in = new boolean[segments.size()];
    boolean _ = segments.check().holds(user, new AsOf(now, system.timeZone()), null, in);
    return segments.keys(in);
  }
}
