/// Proof from outside: the real server in a process of its own, under load, killed, and given what
/// no client should send.
@NullMarked
package dev.muster.proof;

import org.jspecify.annotations.NullMarked;
