package dev.muster.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What a file system refuses, in words: the JDK's own message is often the bare path.
final class FileTrouble {

  private FileTrouble() {}

  /// @return what and why, without a full stop: `/etc/key.pem: permission denied`
  static String words(FileSystemException trouble) {
    String why =
        switch (trouble) {
          case NoSuchFileException _ -> "there is no such file";
          case AccessDeniedException _ -> "permission denied";
          case FileAlreadyExistsException there when there.getReason() == null ->
              "there is a file of that name, not a directory";
          case NotDirectoryException _ -> "it is not a directory";
          default -> trouble.getReason() == null ? "the system refuses it" : trouble.getReason();
        };
    return trouble.getFile() == null ? why : trouble.getFile() + ": " + why;
  }

  /// The same failure with words that say what was meant and which setting to look at.
  static IOException of(String what, FileSystemException trouble, String setting) {
    return new IOException(what + ": " + words(trouble) + " (see --" + setting + ")", trouble);
  }
}
