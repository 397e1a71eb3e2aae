package dev.muster.mailing;

import java.util.List;

/// A mail.
///
/// @param id what goes into its `Message-ID`, so that whoever gets it twice can tell
/// @param subject one line
/// @param recipients their addresses
/// @param text for those who read text
/// @param html the same for those who read HTML
/// @param files what comes with it
record Mail(
    String id,
    String subject,
    List<String> recipients,
    String text,
    String html,
    List<File> files) {

  /// Copies the lists.
  Mail {
    recipients = List.copyOf(recipients);
    files = List.copyOf(files);
  }

  /// Something that comes with a mail.
  ///
  /// @param name of the file
  /// @param type its media type
  /// @param bytes what is in it
  /// @param isShown whether the HTML shows it, as `cid:` and its name
  @SuppressWarnings("ArrayRecordComponent")
  record File(String name, String type, byte[] bytes, boolean isShown) {}
}
