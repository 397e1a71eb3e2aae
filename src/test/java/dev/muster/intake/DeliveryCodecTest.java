package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.attribute.AttributeValue;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryCodecTest {

  private static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsReadIsWhatWasWritten(long seed) {
    Delivery delivery = delivery(new SplittableRandom(seed));
    RecordBuffer out = new RecordBuffer(1 << 20);

    DeliveryCodec.write(delivery, out);

    assertThat(out.size()).isLessThanOrEqualTo(DeliveryCodec.bytesMax(delivery));
    RecordReader in = new RecordReader(out.toBytes());
    assertThat(DeliveryCodec.read(in)).isEqualTo(delivery);
    assertThat(in.remaining()).isZero();
  }

  @Test
  void whatIsNoReplayIsWrittenAsItWasBeforeThereWereReplays() {
    Delivery delivery =
        new Delivery(
            Instant.ofEpochMilli(1_777_629_600_000L),
            3,
            9,
            Outcome.REJECTED,
            Optional.empty(),
            Optional.of("ann"),
            List.of(new RejectedProperty("arr", "customer.arr", "not a number: \"x\"")),
            Optional.of(new Delivery.Refusal(422, "nothing-usable", "nothing")),
            40,
            "192.0.2.7");
    RecordBuffer before = new RecordBuffer(1 << 10);
    before.putByte(1).putByte(2 | 4).putByte(3).putVarLong(1_777_629_600_000L);
    before.putVarInt(3).putVarInt(9).putVarInt(40).putUtf8("192.0.2.7").putUtf8("ann");
    before.putVarInt(1).putUtf8("arr").putUtf8("customer.arr").putUtf8("not a number: \"x\"");
    before.putVarInt(422).putUtf8("nothing-usable").putUtf8("nothing");
    RecordBuffer now = new RecordBuffer(1 << 10);

    DeliveryCodec.write(delivery, now);

    assertThat(now.toBytes()).isEqualTo(before.toBytes());
    assertThat(DeliveryCodec.read(new RecordReader(before.toBytes()))).isEqualTo(delivery);
  }

  @Test
  void anUnknownFormIsRefused() {
    assertThatThrownBy(() -> DeliveryCodec.read(new RecordReader(new byte[] {9, 0, 1})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("form 9");
  }

  private static Delivery delivery(SplittableRandom random) {
    Outcome outcome = List.of(Outcome.values()).get(random.nextInt(6));
    UserId user = UserId.of("u" + text(random, 20));
    boolean rejected = outcome == Outcome.REJECTED;
    boolean taken = outcome == Outcome.ACCEPTED || outcome == Outcome.PARTIAL;
    Delivery.Event event =
        random.nextInt(3) == 0
            ? Delivery.Event.NONE
            : new Delivery.Event(
                random.nextBoolean() ? Optional.of(text(random, 40)) : Optional.empty(),
                random.nextBoolean() ? Optional.of(text(random, 40)) : Optional.empty(),
                random.nextBoolean()
                    ? OptionalLong.of(random.nextLong(1L << 42))
                    : OptionalLong.empty());
    Optional<String> named =
        !rejected
            ? Optional.of(random.nextInt(5) == 0 ? "Other form" : user.toString())
            : random.nextBoolean() ? Optional.of(text(random, 300)) : Optional.empty();
    List<RejectedProperty> properties = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      properties.add(new RejectedProperty(text(random, 9), text(random, 30), text(random, 60)));
    }
    return new Delivery(
        Instant.ofEpochMilli(random.nextLong(1L << 42)),
        random.nextInt(1, 1 << 20),
        random.nextInt(1, 1 << 20),
        outcome,
        taken ? Optional.of(update(user, event.happenedMillis(), random)) : Optional.empty(),
        named,
        properties,
        rejected
            ? Optional.of(new Delivery.Refusal(422, "identifier-missing", text(random, 80)))
            : Optional.empty(),
        random.nextInt(1 << 20),
        "2001:db8::" + random.nextInt(9),
        random.nextInt(4) == 0 ? Optional.of("1a2b" + random.nextInt(99)) : Optional.empty(),
        event);
  }

  private static Update update(UserId user, OptionalLong happened, SplittableRandom random) {
    List<Change> changes = new ArrayList<>();
    for (int id = 1 + random.nextInt(3); id < 30; id += 1 + random.nextInt(9)) {
      changes.add(change(id, random));
    }
    return new Update(user, changes, happened);
  }

  private static Change change(int id, SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Change.Clear(id);
      case 1 -> new Change.Set(id, new AttributeValue.Text(text(random, 1_000)));
      case 2 -> new Change.Set(id, new AttributeValue.Numeric(random.nextDouble() * 1e300));
      case 3 -> new Change.Set(id, new AttributeValue.Bool(random.nextBoolean()));
      case 4 -> new Change.Set(id, new AttributeValue.Date(random.nextLong(-1L << 45, 1L << 45)));
      default ->
          new Change.Set(
              id, new AttributeValue.Texts(List.of(text(random, 5), "x" + text(random, 5))));
    };
  }

  private static String text(SplittableRandom random, int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(lengthMax); i > 0; i--) {
      text.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x80, 0x800);
            case 1 -> random.nextInt(0x10000, 0x10FFFF);
            default -> random.nextInt(' ', 0x7F);
          });
    }
    return text.toString();
  }
}
