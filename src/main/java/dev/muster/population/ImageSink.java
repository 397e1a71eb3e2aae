package dev.muster.population;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes the parts of a population's image.
public interface ImageSink {

  /// Takes one part.
  ///
  /// @param name unique within the image
  /// @param bytes from its position to its limit; the caller may use the buffer again afterwards
  void put(String name, ByteBuffer bytes) throws IOException;
}
