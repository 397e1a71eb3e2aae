/// A filled Muster to look at: a made-up shop whose tools keep sending.
@NullMarked
package dev.muster.cli.demo;

import org.jspecify.annotations.NullMarked;
