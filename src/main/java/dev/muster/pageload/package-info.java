/// Page loads: which live segments an end user is in, right now.
@NullMarked
package dev.muster.pageload;

import org.jspecify.annotations.NullMarked;
