package dev.muster.upload;

/// How far an upload has come, as of its last durable step. A run that begins anew goes on from
/// here.
///
/// @param readBytes how much of the file was read, about
/// @param counts what was counted; its `read` says how many rows are to be passed over
/// @param refusedBytes how long the file of refused rows is
/// @param undoBytes how long the file with what there was before is
/// @param place beyond the rows: of a replace, the first ordinal that was not looked at for users
///   who are not in the file, or -1 while there are rows; of an undo, how many bytes of the undone
///   upload's file are still to be taken back
public record UploadProgress(
    long readBytes, UploadCounts counts, long refusedBytes, long undoBytes, long place) {

  /// Nothing was done yet.
  public static final UploadProgress NONE = new UploadProgress(0, UploadCounts.NONE, 0, 0, -1);
}
