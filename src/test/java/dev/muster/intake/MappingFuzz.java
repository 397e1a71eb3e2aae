package dev.muster.intake;

import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Bodies of any bytes are refused with a place within them, or read as their tree would be. Run by
/// [dev.muster.fuzz.FuzzTest].
public final class MappingFuzz {

  private static final Integration INTEGRATION =
      Mappings.integration(
          "a.b",
          "a:a:string",
          "a.b.c:abc:number",
          "b.0:b0:date",
          "b:b:strings",
          "b:bb:boolean",
          "c..0.a:c:string");
  private static final Mapping MAPPING = Mapping.of(INTEGRATION, Mappings.ZONE, Optional.empty());
  private static final NaiveMapping NAIVE = new NaiveMapping(INTEGRATION);
  private static final IntakeLimits LIMITS = new IntakeLimits(4_096, 6, 30, 4);

  private static final Set<String> USABLE = Set.of("none", "nothing-usable");

  private MappingFuzz() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] body) throws IOException {
    List<NaiveMapping.Outcome> read;
    try {
      read =
          MAPPING.body(body, LIMITS).items().stream()
              .map(MAPPING::read)
              .map(NaiveMapping.Outcome::of)
              .toList();
    } catch (RefusedBodyException refused) {
      int offset = refused.byteOffset().orElse(0);
      if (offset < 0 || offset > body.length || refused.refusal().detail().length() > 260) {
        throw new AssertionError("a refusal at " + offset + " of " + body.length, refused);
      }
      return;
    }
    List<NaiveMapping.Outcome> expected;
    try {
      expected = NAIVE.read(body);
    } catch (NumberFormatException _) {
      // A tree cannot hold a number of any exponent; a stream can pass it over.
      return;
    }
    if (!shapes(read).equals(shapes(expected))) {
      throw new AssertionError(read + " is not " + expected);
    }
  }

  private static List<Shape> shapes(List<NaiveMapping.Outcome> outcomes) {
    return outcomes.stream()
        .map(one -> new Shape(USABLE.contains(one.code()), one.absent()))
        .toList();
  }

  /// What is the same however a number is written, which a tree does not keep.
  ///
  /// @param usable whether there was an identifier
  private record Shape(boolean usable, List<Property> absent) {}
}
