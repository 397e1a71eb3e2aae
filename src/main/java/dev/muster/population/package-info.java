/// The population: the end users of one environment in columns, one writer and many readers.
@NullMarked
package dev.muster.population;

import org.jspecify.annotations.NullMarked;
