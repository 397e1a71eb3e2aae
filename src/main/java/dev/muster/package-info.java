/// Muster: an up-to-date object for every end user of an application.
@NullMarked
package dev.muster;

import org.jspecify.annotations.NullMarked;
