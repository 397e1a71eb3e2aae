package dev.muster.upload;

import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import java.util.List;

/// One durable step of an upload: a record of the log. Each is absolute, so that applying it twice
/// is applying it once.
public sealed interface UploadStep {

  /// An upload is like this from now on.
  record Put(Upload upload) implements UploadStep {}

  /// A file that a schedule has found is here, or is none; it is not to be taken again.
  ///
  /// @param upload as it is from now on
  /// @param name of the file where it was found
  /// @param mark tells this state of the file from others
  record Take(Upload upload, String name, String mark) implements UploadStep {}

  /// Files are no longer where a schedule had found them.
  ///
  /// @param integrationId whose schedule
  /// @param environmentId where to
  /// @param names what is forgotten
  record Unlisted(int integrationId, int environmentId, List<String> names) implements UploadStep {

    /// Copies the list.
    public Unlisted {
      names = List.copyOf(names);
    }
  }

  /// Rows are taken.
  ///
  /// @param number of the upload
  /// @param environmentId whose users change
  /// @param atMillis when, in epoch milliseconds
  /// @param progress with these rows
  /// @param updates in the order of the file
  /// @param encoded the same as they are in the record, made by whoever read them, since the log's
  ///   thread has enough to do
  /// @param ordinals of their users as far as they are known, for the same reason; -1 where they
  ///   are not until the step is applied, and none at all in one that was read from its record
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Rows(
      long number,
      int environmentId,
      long atMillis,
      UploadProgress progress,
      List<Update> updates,
      byte[] encoded,
      int[] ordinals)
      implements UploadStep {

    /// What is known of the ordinal of an update's user, or -1.
    public int ordinal(int update) {
      return update < ordinals.length ? ordinals[update] : -1;
    }

    /// Notes which ordinal an update's user has, for whoever submitted the step.
    public void applied(int update, int ordinal) {
      if (update < ordinals.length) {
        ordinals[update] = ordinal;
      }
    }
  }

  /// Rows of an earlier upload are taken back.
  ///
  /// @param number of the upload that takes back
  /// @param environmentId whose users change
  /// @param progress with these users
  /// @param attributeIds the attributes that the upload had set
  /// @param users what they had before
  record Back(
      long number,
      int environmentId,
      UploadProgress progress,
      List<Integer> attributeIds,
      List<Before> users)
      implements UploadStep {}

  /// An upload is forgotten.
  record Forget(long number) implements UploadStep {}

  /// What a user had before an upload.
  ///
  /// @param known whether the user was known
  /// @param held the values of the integration's attributes
  record Before(UserId user, boolean known, List<UserState.Held> held) {

    /// Copies the list.
    public Before {
      held = List.copyOf(held);
    }
  }
}
