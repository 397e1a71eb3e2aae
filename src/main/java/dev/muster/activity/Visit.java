package dev.muster.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page load of a known user.
///
/// @param ordinal of the user in the population
/// @param epochDay on which day, counted from 1970-01-01, in the system's time zone
/// @param begins whether a session begins with it
/// @param page which page; null if that is not known
/// @param segments the keys of the live segments that the user was in
public record Visit(
    int ordinal, long epochDay, boolean begins, @Nullable String page, List<String> segments) {}
