package dev.muster.cli.transfer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// What is to be sent, and where to.
///
/// @param system empty: the only one there is
/// @param format parameters of the API by name; what is left out is recognised
/// @param file the name of the file, if it has one
/// @param bytes its size, if it is known
public record Order(
    Optional<String> system,
    String integration,
    String environment,
    String mode,
    Map<String, String> format,
    Optional<String> file,
    OptionalLong bytes) {

  /// Copies the map.
  public Order {
    format = Map.copyOf(format);
  }

  /// Where the integration's uploads are.
  String path(String inSystem) {
    return "/api/v1/systems/%s/integrations/%s/uploads"
        .formatted(coded(inSystem), coded(integration));
  }

  /// What is asked for with a new upload.
  String query() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("environment", environment);
    all.put("mode", mode);
    file.ifPresent(name -> all.put("file", name));
    all.putAll(format);
    return all.entrySet().stream()
        .map(one -> one.getKey() + "=" + coded(one.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
