package dev.muster.embedded;

import dev.muster.population.ImageSource;
import dev.muster.storage.CheckpointReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/// The image of one population among the sections of a checkpoint.
final class SectionImage implements ImageSource {

  private final CheckpointReader reader;
  private final Set<String> names;
  private final String prefix;

  SectionImage(CheckpointReader reader, String prefix) {
    this.reader = reader;
    this.names = Set.copyOf(reader.names());
    this.prefix = prefix;
  }

  @Override
  public Optional<ByteBuffer> get(String name) throws IOException {
    String section = prefix + name;
    return names.contains(section) ? Optional.of(reader.get(section)) : Optional.empty();
  }
}
