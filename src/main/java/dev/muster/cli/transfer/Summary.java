package dev.muster.cli.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What an upload did, as a small table.
public final class Summary {

  private Summary() {}

  /// @param upload as the API tells it
  /// @return its lines
  public static List<String> of(JsonNode upload) {
    List<String> lines = new ArrayList<>();
    String file = upload.path("file").asText("");
    lines.add(
        "Upload %s%s to %s in %s (%s): %s%s"
            .formatted(
                upload.path("id").asText(),
                upload.path("file").isNull() ? "" : " of " + file,
                upload.path("integration").asText(),
                upload.path("environment").asText(),
                upload.path("mode").asText(),
                upload.path("status").asText(),
                took(upload)));
    if (upload.path("reason").isTextual()) {
      lines.add(upload.path("reason").asText());
    }
    JsonNode rows = upload.path("rows");
    if (!Transfer.isOver(upload) && rows.path("read").asLong() == 0) {
      lines.add(
          upload.path("status").asText().equals("receiving")
              ? Amounts.bytes(upload.path("receivedBytes").asLong()) + " have arrived."
              : "All of it has arrived ("
                  + Amounts.bytes(upload.path("receivedBytes").asLong())
                  + "); no row is read yet.");
      return lines;
    }
    JsonNode users = upload.path("users");
    String partial =
        rows.path("partial").asLong() == 0
            ? ""
            : "  (" + Amounts.count(rows.path("partial").asLong()) + " of them in part)";
    lines.add(line("Rows", "read", rows.path("read"), ""));
    lines.add(line("", "taken", rows.path("taken"), partial));
    lines.add(line("", "refused", rows.path("refused"), ""));
    lines.add(line("", "duplicates", rows.path("duplicates"), ""));
    lines.add(line("Users", "new", users.path("new"), ""));
    lines.add(line("", "changed", users.path("changed"), ""));
    lines.add(line("", "unchanged", users.path("unchanged"), ""));
    if (upload.path("mode").asText().contains("replace")) {
      lines.add(line("", "cleared", users.path("cleared"), "  (not in the file)"));
    }
    upload.path("refusals").forEach(one -> lines.add(refusal(one)));
    for (JsonNode segment : upload.path("segments")) {
      String name = "Segment " + segment.path("name").asText() + ": ";
      lines.add(
          segment.path("needsPage").asBoolean()
              ? name + "asks for the page, so that it cannot be told beforehand"
              : name
                  + Amounts.count(segment.path("entering").asLong())
                  + " enter, "
                  + Amounts.count(segment.path("leaving").asLong())
                  + " leave");
    }
    return lines;
  }

  private static String refusal(JsonNode one) {
    long count = one.path("count").asLong();
    boolean ofRows = one.path("column").isNull();
    String what = (ofRows ? "row" : "cell") + (count == 1 ? "" : "s");
    return "Refused, from line %d: %s %s%s: %s"
        .formatted(
            one.path("firstLine").asLong(),
            Amounts.count(count),
            what,
            ofRows ? "" : " of " + one.path("column").asText(),
            one.path("reason").asText());
  }

  private static String line(String group, String name, JsonNode number, String more) {
    return "%-6s %-10s %13s%s".formatted(group, name, Amounts.count(number.asLong()), more);
  }

  private static String took(JsonNode upload) {
    if (!upload.path("startedAt").isTextual() || !upload.path("endedAt").isTextual()) {
      return "";
    }
    Duration took =
        Duration.between(
            Instant.parse(upload.path("startedAt").asText()),
            Instant.parse(upload.path("endedAt").asText()));
    return " after " + Amounts.time(Math.max(1, took.toSeconds()));
  }

  /// Whether rows were refused in whole or in part.
  public static boolean hasRefused(JsonNode upload) {
    return upload.path("rows").path("refused").asLong()
            + upload.path("rows").path("partial").asLong()
        > 0;
  }
}
