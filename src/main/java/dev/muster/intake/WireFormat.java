package dev.muster.intake;

import dev.muster.catalog.Receiving;

/// What clients speak that were not written for one integration: where in a body the objects are,
/// and what else they say the same way everywhere, is known without being set up.
interface WireFormat {

  /// How an integration takes such a call.
  ///
  /// @param own how it takes what is sent to it as it comes
  Receiving of(Receiving own);
}
