package dev.muster.web;

import dev.muster.intake.Delivery.Refusal;
import dev.muster.intake.IntakeAnswer.Result;
import dev.muster.intake.RejectedProperty;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes what senders are told of what they sent.
public final class IntakeJson {
  private static final byte[] DELIVERY_ID = ascii("{\"deliveryId\":");
  private static final byte[] STATUS = ascii(",\"status\":");
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
        case Result.Refused refused -> json.raw(problem(refused).json().getBytes());
      }
    }
    return json.raw(END).buffer();
  }

  /// A refusal as a problem; what was wrong with each property is in its `rejected`, as in an
  /// answer that took something.
  public static Problem problem(Result.Refused refused) {
    Refusal refusal = refused.refusal();
    Problem problem =
        Problem.of(refusal.status(), refusal.code(), refused.title(), sentence(refusal.detail()));
    if (refused.byteOffset().isPresent()) {
      problem = problem.with("byteOffset", refused.byteOffset().getAsInt());
    }
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
    json.raw(USER).string(taken.user());
    json.raw(UPDATED).number(taken.updated());
    json.raw(REJECTED);
    boolean first = true;
    for (RejectedProperty one : taken.rejected()) {
      if (!first) {
        json.raw(',');
      }
      first = false;
      json.raw(ATTRIBUTE).string(one.attribute());
      json.raw(PATH).string(one.path());
      json.raw(REASON).string(one.reason()).raw('}');
    }
    json.raw(END);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
