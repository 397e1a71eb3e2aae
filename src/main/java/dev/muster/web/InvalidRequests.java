package dev.muster.web;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/// Problems with requests that are no HTTP.
final class InvalidRequests {
  private InvalidRequests() {}

  static Problem problem(@Nullable Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ ->
          Problem.of(414, "uri-too-long", "Address too long", "The request line is too long.");
      case TooLongHttpHeaderException _ ->
          Problem.of(431, "headers-too-large", "Headers too large", "The headers are too large.");
      case null, default ->
          Problem.of(400, "malformed-request", "Malformed request", "This is not HTTP.");
    };
  }
}
