/// Reports that go out by e-mail: when, how they look, and by which server.
@NullMarked
package dev.muster.mailing;

import org.jspecify.annotations.NullMarked;
