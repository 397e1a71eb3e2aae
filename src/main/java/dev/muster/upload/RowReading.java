package dev.muster.upload;

import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a row means.
///
/// @param update what it changes; null if the whole row is refused
/// @param user whom it is about; null if that was not understood
/// @param refused what was refused, in the order of the mapping; empty if nothing was. If there is
///   an update as well, the row is taken in part
public record RowReading(
    @Nullable Update update, @Nullable UserId user, List<RefusedCell> refused) {}
