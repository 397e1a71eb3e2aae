package dev.muster.web;

import dev.muster.intake.Delivery.Refusal;
import dev.muster.intake.IntakeAnswer.Result;
import dev.muster.intake.Outcome;
import dev.muster.intake.RejectedProperty;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes what senders are told of what they sent.
public final class IntakeJson {
  private static final byte[] DELIVERY_ID = ascii("{\"deliveryId\":");
  private static final byte[] STATUS = ascii(",\"status\":");
  private static final byte[] STATUS_ALONE = ascii("{\"status\":");
  private static final byte[] PROBLEM = ascii(",\"problem\":");
  private static final byte[] NULL = ascii("null");
  private static final byte[] USER = ascii(",\"user\":");
  private static final byte[] UPDATED = ascii(",\"updated\":");
  private static final byte[] REJECTED = ascii(",\"rejected\":[");
  private static final byte[] END = ascii("]}");
  private static final byte[] ATTRIBUTE = ascii("{\"attribute\":");
  private static final byte[] PATH = ascii(",\"path\":");
  private static final byte[] REASON = ascii(",\"reason\":");
  private static final byte[] RESULTS = ascii("{\"results\":[");
  private static final int RESULT_BYTES = 160;

  private IntakeJson() {}

  /// What became of the only object.
  public static Buffer single(Result.Taken taken) {
    JsonBytes json = new JsonBytes(RESULT_BYTES);
    write(taken, json);
    return json.buffer();
  }

  /// What became of each object of an array.
  public static Buffer batch(List<Result> results) {
    JsonBytes json = new JsonBytes(RESULT_BYTES * (results.size() + 1));
    json.raw(RESULTS);
    boolean first = true;
    for (Result result : results) {
      if (!first) {
        json.raw(',');
      }
      first = false;
      switch (result) {
        case Result.Taken taken -> write(taken, json);
        case Result.Refused refused -> write(refused, json);
      }
    }
    return json.raw(END).buffer();
  }

  /// A refusal as a problem; what was wrong with each property is in its `rejected`, as in an
  /// answer that took something.
  public static Problem problem(Result.Refused refused) {
    Problem problem = reason(refused);
    if (!refused.rejected().isEmpty()) {
      problem =
          problem
              .withErrors(
                  refused.rejected().stream()
                      .map(one -> new Problem.Fault(one.path(), one.reason()))
                      .toList())
              .with("rejected", refused.rejected());
    }
    return refused.deliveryId().isPresent()
        ? problem.with("deliveryId", refused.deliveryId().get())
        : problem;
  }

  private static Problem reason(Result.Refused refused) {
    Refusal refusal = refused.refusal();
    Problem problem =
        Problem.of(refusal.status(), refusal.code(), refused.title(), sentence(refusal.detail()));
    return refused.byteOffset().isPresent()
        ? problem.with("byteOffset", refused.byteOffset().getAsInt())
        : problem;
  }

  /// What could not be taken, and is to be sent again.
  ///
  /// @param why in words
  public static Problem unavailable(String why) {
    return Problem.of(503, "unavailable", "Not taken", sentence(why));
  }

  private static String sentence(String detail) {
    return Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
  }

  private static void write(Result.Taken taken, JsonBytes json) {
    json.raw(DELIVERY_ID).string(taken.deliveryId());
    json.raw(STATUS).string(taken.outcome().code());
    json.raw(USER);
    if (taken.user().isPresent()) {
      json.string(taken.user().get());
    } else {
      json.raw(NULL);
    }
    json.raw(UPDATED).number(taken.updated());
    write(taken.rejected(), json);
    json.raw('}');
  }

  /// One of a batch that was refused: the same fields as of one that was taken, and why.
  private static void write(Result.Refused refused, JsonBytes json) {
    if (refused.deliveryId().isPresent()) {
      json.raw(DELIVERY_ID).string(refused.deliveryId().get()).raw(STATUS);
    } else {
      json.raw(STATUS_ALONE);
    }
    json.string(Outcome.REJECTED.code()).raw(USER);
    if (refused.user().isPresent()) {
      json.string(refused.user().get());
    } else {
      json.raw(NULL);
    }
    json.raw(UPDATED).number(0);
    write(refused.rejected(), json);
    json.raw(PROBLEM).raw(reason(refused).json().getBytes()).raw('}');
  }

  private static void write(List<RejectedProperty> rejected, JsonBytes json) {
    json.raw(REJECTED);
    boolean first = true;
    for (RejectedProperty one : rejected) {
      if (!first) {
        json.raw(',');
      }
      first = false;
      json.raw(ATTRIBUTE).string(one.attribute());
      json.raw(PATH).string(one.path());
      json.raw(REASON).string(one.reason()).raw('}');
    }
    json.raw(']');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
