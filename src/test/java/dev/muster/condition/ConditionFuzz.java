package dev.muster.condition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;

/// Conditions of any bytes are refused with reasons, or say the same after they were written. Run
/// by [dev.muster.fuzz.FuzzTest].
public final class ConditionFuzz {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ConditionFuzz() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) {
    JsonNode tree;
    try {
      tree = JSON.readTree(new String(input, StandardCharsets.UTF_8));
    } catch (JsonProcessingException _) {
      return;
    }
    Condition condition;
    try {
      condition = ConditionJson.read(tree);
    } catch (ConditionException refused) {
      if (refused.errors().isEmpty()) {
        throw new AssertionError("refused without a reason", refused);
      }
      return;
    }
    try {
      Condition again = ConditionJson.read(ConditionJson.write(condition));
      if (!again.equals(condition)) {
        throw new AssertionError(again + " is not " + condition);
      }
    } catch (ConditionException e) {
      throw new AssertionError("what was written is refused", e);
    }
  }
}
