package dev.muster.cli;

import dev.muster.embedded.RecordKind;
import dev.muster.storage.Inspection;
import dev.muster.storage.Inspection.CheckpointFound;
import dev.muster.storage.Inspection.Damage;
import dev.muster.storage.Inspection.PayloadsFound;
import dev.muster.storage.Inspection.SegmentFound;
import dev.muster.storage.Inspection.Start;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `muster inspect`: lists and verifies what is in a data directory, and changes nothing.
final class InspectCommand implements Command {

  private static final int DAMAGED = 1;

  private InspectCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(new InspectCommand()).mixinStandardHelpOptions(true);
    Cli.describe(
        spec,
        "Lists and verifies the log, the checkpoints, the days of activity and the kept payloads in a data directory."
            + " Changes nothing.",
        "Every byte is read and checked. The exit code is 0 if all is right, 1 if something is"
            + " damaged. It may be run beside a server.");
    spec.addOption(
        OptionSpec.builder("--records")
            .description("Lists every record, too: its position, kind and bytes.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("DIR")
            .type(Path.class)
            .required(true)
            .description("The data directory, as in serve --data.")
            .build());
    return spec;
  }

  @Override
  public int run(CommandLine.ParseResult parsed) throws Exception {
    Path directory = parsed.matchedPositionalValue(0, Path.of("."));
    PrintWriter out = parsed.commandSpec().commandLine().getOut();
    Inspection.Visitor visitor =
        parsed.hasMatchedOption("--records")
            ? (position, kind, bytes) ->
                out.printf("record %x  %-9s %d bytes%n", position, RecordKind.nameOf(kind), bytes)
            : (_, _, _) -> {};
    Inspection found = Inspection.of(directory, visitor);
    found.segments().forEach(segment -> print(segment, out));
    found.checkpoints().forEach(checkpoint -> print("checkpoint", checkpoint, out));
    found.activity().forEach(days -> print("activity", days, out));
    found.payloads().forEach(payloads -> print(payloads, out));
    for (Damage damage : found.damages()) {
      out.println("DAMAGED  " + damage.what());
    }
    if (found.inUse()) {
      out.println("A server is using the directory: it has gone on since it was read.");
    }
    out.println(
        found
            .start()
            .map(InspectCommand::words)
            .orElse(
                found.segments().isEmpty() && found.damages().isEmpty()
                    ? "There is no log yet."
                    : "A server would refuse to start with this directory."));
    out.flush();
    return found.damages().isEmpty() ? 0 : DAMAGED;
  }

  private static void print(SegmentFound segment, PrintWriter out) {
    String records =
        segment.records().entrySet().stream()
            .map(one -> one.getValue() + " " + RecordKind.nameOf(one.getKey()))
            .collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "segment     %s  %-7s  %s  %s  made %s  %d groups%s%n",
        segment.path().getFileName(),
        segment.use().name().toLowerCase(Locale.ROOT),
        "from " + Long.toHexString(segment.base()),
        size(segment.bytes()),
        segment.madeAt().map(InspectCommand::time).orElse("at an unknown time"),
        segment.groups(),
        records.isEmpty() ? "" : "  " + records);
  }

  private static void print(String what, CheckpointFound checkpoint, PrintWriter out) {
    out.printf(
        "%-10s  %s  %s  up to %x  %s  written %s  %d sections%n",
        what,
        checkpoint.path().getFileName(),
        checkpoint.whole() ? "whole  " : "DAMAGED",
        checkpoint.position(),
        size(checkpoint.bytes()),
        checkpoint.writtenAt().map(InspectCommand::time).orElse("at an unknown time"),
        checkpoint.sections().size());
    for (Map.Entry<String, Integer> section : checkpoint.sections().entrySet()) {
      out.printf("  section   %s  %s%n", section.getKey(), size(section.getValue()));
    }
  }

  private static void print(PayloadsFound payloads, PrintWriter out) {
    out.printf(
        "payloads    %s  of the hour from %s  %s  %d kept, %d erased%s%n",
        payloads.path().getFileName(),
        time(payloads.hour()),
        size(payloads.bytes()),
        payloads.kept(),
        payloads.erased(),
        payloads.unfinishedBytes() == 0
            ? ""
            : ", then " + size(payloads.unfinishedBytes()) + " of an unfinished write");
  }

  private static String words(Start start) {
    StringBuilder words = new StringBuilder("A start would ");
    if (start.checkpoint().isPresent()) {
      words
          .append("load the checkpoint up to ")
          .append(Long.toHexString(start.checkpoint().getAsLong()))
          .append(" and replay ");
    } else {
      words.append("replay all of the log, ");
    }
    words.append(size(start.replayedBytes()));
    words.append(", up to ").append(Long.toHexString(start.end()));
    if (start.unfinishedBytes() > 0) {
      words
          .append("; it would cut off ")
          .append(size(start.unfinishedBytes()))
          .append(" of a write that was never confirmed");
    }
    return words.append('.').toString();
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String size(long bytes) {
    if (bytes < 10_000) {
      return bytes + " bytes";
    }
    return bytes < 10_000_000
        ? bytes / 1_000 + " kB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
