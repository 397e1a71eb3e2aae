package dev.muster.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/// Buffers and the arrays behind them, for the hot paths: what Vert.x offers to all copies each
/// way.
final class Buffers {

  private Buffers() {}

  /// A buffer of the first bytes of an array, which must not be used afterwards.
  static Buffer of(byte[] bytes, int size) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, 0, size));
  }

  /// The bytes of a buffer that must not be used afterwards: its own array where it fills one.
  static byte[] bytes(Buffer buffer) {
    ByteBuf inner = ((BufferInternal) buffer).getByteBuf();
    return inner.hasArray()
            && inner.arrayOffset() + inner.readerIndex() == 0
            && inner.array().length == buffer.length()
        ? inner.array()
        : buffer.getBytes();
  }
}
