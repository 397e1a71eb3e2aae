package dev.muster.storage;

import java.util.zip.CRC32C;

/// The checksum of bytes at a place: their CRC32C, mixed with the log's identity and the position.
///
/// So bytes that are right elsewhere are wrong here: a record copied to another place or from
/// another log, or something that looks like a record inside what a sender has sent (who does not
/// know the identity, so cannot make it up).
final class Checksum {

  private final long identity;
  private final CRC32C crc = new CRC32C();

  Checksum(long identity) {
    this.identity = identity;
  }

  int of(byte[] bytes, int from, int length, long position) {
    crc.reset();
    crc.update(bytes, from, length);
    return (int) crc.getValue() ^ salt(position);
  }

  private int salt(long position) {
    long mixed = (position ^ identity) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return (int) (mixed ^ (mixed >>> 32));
  }
}
