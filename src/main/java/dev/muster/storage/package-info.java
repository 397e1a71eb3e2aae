/// The log and the checkpoints: bytes in, bytes out.
///
/// # The log on the disk
///
/// Segment files of a fixed size, filled with zeros and durable before they are used. A position is
/// an offset in bytes over all of them; a file is named after the position of its first byte, in 16
/// hexadecimal digits, and the next file begins where it ends. Numbers are big-endian.
///
/// ```
/// segment  header (64): magic, version, size, identity of the log, base position, time, CRC32C
///          groups, each at a multiple of 8
///          zeros
///          seal (32), as soon as the log goes on in the next segment
/// group    header (32): magic, type and number of records, position, time, bytes of records, checksum
///          records
///          zeros, then 0x5A as the last byte before a multiple of 8
/// record   checksum (4), length (4), kind (1), bytes
/// mark     a header of the type "mark": the log ended here; the next group is written over it
/// seal     a header of the type "seal": says where the segment's last group ends
/// ```
///
/// A checksum is the CRC32C of what it covers, mixed with the log's identity (a random number) and
/// the position: what is right in one place is wrong in every other, and a sender cannot make up
/// something that would be taken for a record. A record never spans segments: one that does not fit
/// begins the next.
///
/// # Where the log ends
///
/// What a disk does with a write that is cut short by a loss of power is not defined: any of its
/// sectors may be there, in any order. So a group is one write, it counts only if all of it is
/// right, and **the next group is written only when the one before is durable**. From that follows
/// all else:
///
/// - A header that is right for its position proves that everything before it was durable.
/// - So a broken group with something valid behind it is damage, and the log is not opened: the
///   exception names file and position. Nothing is skipped or cut.
/// - A broken group with nothing valid behind it was never confirmed to anybody, or only by an
///   fsync that has just returned; it is cut.
/// - To tell these two, a mark is written behind each durable group before anybody is told of it.
///   It is not forced, but it outlives the process. So after a kill every damage to confirmed
///   records is noticed; after a loss of power every one except in the very last group, if its mark
///   was not on the disk yet; after a clean stop, which forces the mark, every one.
/// - A segment that is not the last one is sealed before the next is used, so a missing file, or a
///   missing end of one, is noticed. A file that is shorter than it was made is damage, too, unless
///   the mark is still there.
///
/// This relies on the disk in one thing: that writing a sector anew, with some bytes added, does
/// not spoil the bytes that stood there before ("powersafe overwrite", as SQLite calls it).
///
/// # What happens when the disk fails
///
/// - No room: the group's entries are refused, its place is overwritten by the next group, and the
///   log goes on by itself when there is room. As segments are made ahead, this shows only when one
///   is full and the next could not be made.
/// - A failed fsync: nobody knows what is on the disk (the system may have dropped the pages), and
///   asking again would say "fine". So the log refuses everything until it is opened anew. The
///   group in question is not confirmed, and may be there afterwards, whole, or not. On opening,
///   the last group is written once more before it is trusted.
/// - A hanging fsync: entries wait, the queue fills, [dev.muster.storage.Log#submit] says so.
///
/// # Checkpoints
///
/// ```
/// checkpoint  header (44): magic, version, identity of the log, position, time, CRC32C
///             sections, one after the other
///             table: of each section the name, place, size and a CRC32C for every MiB
///             trailer (28): place, size and CRC32C of the table, magic, CRC32C
/// ```
///
/// Written under another name, forced, then renamed, so it is whole or not there.
@NullMarked
package dev.muster.storage;

import org.jspecify.annotations.NullMarked;
