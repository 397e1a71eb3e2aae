package dev.muster.upload;

import java.util.Optional;

/// Something of a file's format that could as well be something else.
///
/// @param what of [CsvFormat], as in JSON: `encoding`, `delimiter`, `header`, `decimal`, `dates`
/// @param proposal what is likely, as it can be wished for
/// @param reason why it is not certain, as a sentence
public record Unsure(String what, Optional<String> proposal, String reason) {}
