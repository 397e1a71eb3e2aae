package dev.muster.population;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Gives the parts of a population's image; safe for use by many threads.
public interface ImageSource {

  /// One part.
  ///
  /// @param name as it was put
  /// @return empty where no part has that name
  Optional<ByteBuffer> get(String name) throws IOException;
}
