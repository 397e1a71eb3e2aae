package dev.muster.embedded;

import dev.muster.catalog.SecretBox;
import dev.muster.storage.NotOpenedException;
import dev.muster.storage.Sealing;

/// Closes the payloads that are kept, with a key of their own that is made from the installation's.
public final class PayloadSealing implements Sealing {

  private final SecretBox box;

  /// @param installation with the installation's key
  public PayloadSealing(SecretBox installation) {
    this.box = installation.derived("payloads");
  }

  @Override
  public byte[] close(byte[] context, byte[] bytes) {
    return box.closeBytes(context, bytes);
  }

  @Override
  public byte[] open(byte[] context, byte[] closed) throws NotOpenedException {
    return box.openBytes(context, closed)
        .orElseThrow(() ->
            new NotOpenedException(
                "it was encrypted with another key than the server has now; start the server with"
                    + " the key file of then (secret-key)"));
  }
}
