package dev.muster.catalog;

import java.util.Optional;

/// A file that was uploaded, as the audit log names it: the history of uploads forgets.
///
/// @param system the key
/// @param integration the key
/// @param environment the key
/// @param upload its id
/// @param mode `merge` or `replace`
/// @param file the name of the file, if it has one
public record UploadNote(
    String system,
    String integration,
    String environment,
    String upload,
    String mode,
    Optional<String> file) {}
