/// The measurements that `./muster bench` runs, and what they print.
@NullMarked
package dev.muster.bench;

import org.jspecify.annotations.NullMarked;
