/// The catalog: what people set up, as one immutable value that is changed by versioned commits.
@NullMarked
package dev.muster.catalog;

import org.jspecify.annotations.NullMarked;
