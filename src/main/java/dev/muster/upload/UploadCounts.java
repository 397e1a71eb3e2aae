package dev.muster.upload;

/// What an upload has counted so far.
///
/// @param read rows that were read; blank lines are none
/// @param taken rows that were taken in whole or in part
/// @param partial rows of these with cells that were refused
/// @param refused rows that were refused as a whole
/// @param duplicates rows that were taken of a user of whom an earlier row was taken
/// @param added users who were not known before
/// @param changed known users of whom any row differs from what was stored
/// @param unchanged known users whose rows all say what was stored
/// @param cleared users who are not in the file and lost their values
/// @param removed users whom the upload that is undone had made known, and who are gone again
public record UploadCounts(
    long read,
    long taken,
    long partial,
    long refused,
    long duplicates,
    long added,
    long changed,
    long unchanged,
    long cleared,
    long removed) {

  /// Nothing yet.
  public static final UploadCounts NONE = new UploadCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// Counts, for one thread.
  static final class Counting {
    long read;
    long taken;
    long partial;
    long refused;
    long duplicates;
    long added;
    long changed;
    long unchanged;
    long cleared;
    long removed;

    /// Goes on from here.
    Counting(UploadCounts from) {
      read = from.read;
      taken = from.taken;
      partial = from.partial;
      refused = from.refused;
      duplicates = from.duplicates;
      added = from.added;
      changed = from.changed;
      unchanged = from.unchanged;
      cleared = from.cleared;
      removed = from.removed;
    }

    UploadCounts now() {
      return new UploadCounts(
          read, taken, partial, refused, duplicates, added, changed, unchanged, cleared, removed);
    }
  }
}
