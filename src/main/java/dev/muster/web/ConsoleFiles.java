package dev.muster.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The console as the build left it on the classpath, whole in memory: about two megabytes.
///
/// @param page the page that every address of the console answers with, before its nonce is put in
/// @param files by path, without the page
record ConsoleFiles(String page, Map<String, StaticFile> files) {
  private static final String PLACE = "console/";
  private static final String PAGE = "index.html";

  /// Codings, the smallest first, with the endings of their files.
  private static final List<Map.Entry<String, String>> CODINGS =
      List.of(Map.entry("br", ".br"), Map.entry("gzip", ".gz"));

  ConsoleFiles {
    files = Map.copyOf(files);
  }

  /// Reads it.
  ///
  /// @return nothing if this build has no console
  static Optional<ConsoleFiles> load() {
    try (InputStream index = ConsoleFiles.class.getResourceAsStream(PLACE + "files.json")) {
      if (index == null) {
        return Optional.empty();
      }
      Map<String, StaticFile> files = new LinkedHashMap<>();
      for (JsonNode entry : JsonMapper.builder().build().readTree(index)) {
        String path = entry.required("path").textValue();
        if (!path.equals(PAGE)) {
          files.put("/" + path, file(entry, path));
        }
      }
      return Optional.of(new ConsoleFiles(bytes(PAGE).toString(), files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StaticFile file(JsonNode entry, String path) throws IOException {
    List<StaticFile.Form> forms = new ArrayList<>();
    if (entry.required("compressed").booleanValue()) {
      for (Map.Entry<String, String> coding : CODINGS) {
        forms.add(new StaticFile.Form(coding.getKey(), bytes(path + coding.getValue())));
      }
    }
    forms.add(new StaticFile.Form("", bytes(path)));
    return new StaticFile(
        entry.required("type").textValue(), entry.required("tag").textValue(), forms);
  }

  private static Buffer bytes(String path) throws IOException {
    try (InputStream in = ConsoleFiles.class.getResourceAsStream(PLACE + path)) {
      if (in == null) {
        throw new IOException(
            "the build's list of console files names one that is not there: " + path);
      }
      return Buffer.buffer(in.readAllBytes());
    }
  }
}
