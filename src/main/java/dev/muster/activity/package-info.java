/// Who loaded pages on which day, how often, which pages, and in which live segments: compact sets
/// over the ordinals of a population, a day at a time. What is counted of them is in `insights`.
@NullMarked
package dev.muster.activity;

import org.jspecify.annotations.NullMarked;
