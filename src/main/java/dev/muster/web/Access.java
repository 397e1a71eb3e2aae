package dev.muster.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The access log: off unless its logger is set to `INFO`. It has templates instead of paths and no
/// addresses, so it holds neither secrets nor identifiers.
final class Access {
  private static final Logger LOG = LoggerFactory.getLogger("dev.muster.access");

  private Access() {}

  static void log(HttpServerRequest request, String template, int status, long nanos) {
    if (LOG.isInfoEnabled()) {
      LOG.atInfo()
          .addKeyValue("method", request.method())
          .addKeyValue("route", template)
          .addKeyValue("status", status)
          .addKeyValue("micros", TimeUnit.NANOSECONDS.toMicros(nanos))
          .log("answered");
    }
  }
}
