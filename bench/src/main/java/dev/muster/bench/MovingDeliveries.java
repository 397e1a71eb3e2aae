package dev.muster.bench;

import dev.muster.bench.load.Requests;
import dev.muster.bench.load.Template;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/// Deliveries of 1.5 KB of which each changes values of a user, and about one in a hundred also who
/// is in a segment of [Segments#forWebhooks]: one in 199 lets a user in, and the next one of the
/// same user out again.
final class MovingDeliveries implements Requests {

  // Prime, so that it is another user each time round.
  private static final int ENTERS_EVERY = 199;
  private static final int VARIANTS = 2_048;

  private final List<Template> outside;
  private final List<Template> inside;
  private final int users;

  /// @param users over how many
  MovingDeliveries(Site site, int users) {
    GeneratedUsers generated = new GeneratedUsers(1);
    this.users = users;
    this.outside = templates(site, generated, generated::churned);
    this.inside = templates(site, generated, user -> !generated.churned(user));
  }

  private static List<Template> templates(
      Site site, GeneratedUsers generated, LongPredicate wanted) {
    return LongStream.iterate(0, user -> user + 1)
        .filter(wanted)
        .limit(VARIANTS)
        .mapToObj(user -> Payload.of("u" + Site.PLACEHOLDER + "@acme.test", generated, user))
        .map(body -> Template.of(site.post(body), Site.PLACEHOLDER))
        .toList();
  }

  @Override
  public void write(long number, ByteBuffer out) {
    boolean enters = number % ENTERS_EVERY == 0;
    List<Template> variants = enters ? inside : outside;
    long variant = enters ? number / ENTERS_EVERY : number;
    variants.get((int) (variant % VARIANTS)).write(number * Site.STRIDE % users, out);
  }

  @Override
  public int bytesMax() {
    return Math.max(outside.getFirst().bytes(), inside.getFirst().bytes());
  }
}
