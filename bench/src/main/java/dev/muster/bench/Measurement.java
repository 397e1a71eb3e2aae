package dev.muster.bench;

import java.nio.file.Path;
import java.util.List;

/// Something that `./muster bench` measures.
interface Measurement {

  /// Measures it, saying on standard output how far it is.
  ///
  /// @param scratch an empty directory on the disk that is measured; deleted afterwards
  List<Figure> measure(Scale scale, Path scratch) throws Exception;
}
