package dev.muster.upload;

import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.storage.RecordBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// By what the rows of an upload are read, so that it is known when that has become something else.
///
/// @param mapping 16 hex digits of a hash of what decides what a row means: the kind, the
///   identifier, the columns with their attributes and types, and the time zone
/// @param salt with which identifiers are hashed; empty: they are kept as they come
public record MappingMark(String mapping, Optional<String> salt) {

  private static final int HASH_BYTES = 8;

  static MappingMark of(UploadPlace place) {
    Integration integration = place.integration();
    RecordBuffer out = new RecordBuffer(Integer.MAX_VALUE);
    out.putUtf8(integration.kind().code()).putUtf8(integration.identifier());
    out.putUtf8(place.system().timeZone().getId());
    List<Property> properties =
        integration.properties().stream()
            .sorted(Comparator.comparingInt(Property::attributeId))
            .toList();
    for (Property one : properties) {
      out.putVarInt(one.attributeId()).putUtf8(one.path()).putUtf8(one.type().code());
    }
    return new MappingMark(hash(out.toBytes()), place.system().pages().salt());
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Why an upload that has begun by this mark cannot go on by another one, and what to do.
  ///
  /// @param upload as of its last durable step
  String whyNot(MappingMark other, Upload upload) {
    if (!salt.equals(other.salt)) {
      return "How identifiers are hashed was changed while the file was read. What was taken until"
          + " then stays under the identifiers of before and can be taken back; upload the whole"
          + " file again.";
    }
    String changed = "The mapping or the time zone was changed while the file was read. ";
    if (upload.mode().isDry()) {
      return changed + "Try it again.";
    }
    long read = upload.progress().counts().read();
    String taken =
        changed
            + "By the mapping of before %,d %s read; what was taken of that stays, and can be taken"
                .formatted(read, read == 1 ? "row was" : "rows were")
            + " back. ";
    return upload.mode().replaces()
        ? taken + "Upload the whole file again: a replace needs all of it."
        : taken
            + "Upload the file again, or what is in it from row %,d on (the row of names and blank"
                .formatted(read + 1)
            + " lines do not count).";
  }
}
