package dev.muster.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What the shop's server serves, whole in memory: the page of `examples/shop`, told where Muster
/// is and which environment is meant, and the view of it beside what billing sends.
final class ShopFiles {

  /// The two values of the script tag that whoever takes the example writes there.
  private static final String EXAMPLE_TAG = "https://muster.example.com/muster.js?key=CLIENT_KEY";

  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
  private static final String SVG = "image/svg+xml";

  /// @param type the media type
  /// @param policy its `Content-Security-Policy`
  record File(String type, String policy, String text) {}

  private final Map<String, File> byPath;

  /// @param muster where Muster is
  /// @param clientKey of the environment whose end users the customers are
  ShopFiles(URI muster, String clientKey) {
    String page = text("shop/index.html");
    if (!page.contains(EXAMPLE_TAG)) {
      throw new IllegalStateException("the example's script tag is another one");
    }
    String told = page.replace(EXAMPLE_TAG, muster + "/muster.js?key=" + clientKey);
    String shop =
        "default-src 'none'; script-src 'self' %1$s; style-src 'self'; connect-src %1$s; img-src 'self' data:; %2$s"
            .formatted(muster, "base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
    String beside =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self'; %s"
            .formatted("base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    String nothing = "default-src 'none'; frame-ancestors 'none'";
    byPath =
        Map.of(
            "/", new File(HTML, shop, told),
            "/shop.css", file(CSS, nothing, "shop/shop.css"),
            "/shop.js", file(JAVASCRIPT, nothing, "shop/shop.js"),
            "/icon.svg", file(SVG, nothing, "shop/icon.svg"),
            "/side-by-side", file(HTML, beside, "side-by-side/index.html"),
            "/side-by-side.css", file(CSS, nothing, "side-by-side/side-by-side.css"),
            "/side-by-side.js", file(JAVASCRIPT, nothing, "side-by-side/side-by-side.js"));
  }

  /// @param path exactly as asked for; there is nothing but what is listed here
  Optional<File> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  private static File file(String type, String policy, String name) {
    return new File(type, policy, text(name));
  }

  private static String text(String name) {
    try (InputStream in = ShopFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
