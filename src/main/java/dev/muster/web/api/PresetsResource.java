package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.preset.Preset;
import dev.muster.preset.PresetSecret;
import dev.muster.preset.Presets;
import dev.muster.preset.Sample;
import java.util.List;
import java.util.SortedMap;

/// What is known of senders beforehand.
final class PresetsResource {

  private final Presets presets;

  PresetsResource(Presets presets) {
    this.presets = presets;
  }

  private record Summary(String key, String name, String sends) {
    static Summary of(Preset preset) {
      return new Summary(preset.key(), preset.name(), preset.sends());
    }
  }

  private record All(List<Summary> items) {}

  private record Listed(String path, String name, String type) {
    static Listed of(Preset.Listed listed) {
      return new Listed(listed.path(), listed.name(), listed.type().code());
    }
  }

  private record Secret(String from, String where) {
    static Secret of(PresetSecret secret) {
      return new Secret(
          switch (secret) {
            case PresetSecret.OfSender _ -> "sender";
            case PresetSecret.OfOnesOwn _ -> "you";
            case PresetSecret.None _ -> "none";
          },
          secret.where());
    }
  }

  private record Body(
      String contentType, SortedMap<String, String> headers, String text, JsonNode payload) {
    static Body of(Sample sample) {
      return new Body(sample.contentType(), sample.headers(), sample.text(), sample.payload());
    }
  }

  private record View(
      String key,
      String name,
      String sends,
      List<Preset.Identifier> identifiers,
      List<Listed> properties,
      ReceivingView receiving,
      List<Preset.Kind> kinds,
      Secret secret,
      Body sample,
      List<String> steps) {

    static View of(Preset preset) {
      return new View(
          preset.key(),
          preset.name(),
          preset.sends(),
          preset.identifiers(),
          preset.properties().stream().map(Listed::of).toList(),
          ReceivingView.of(preset.receiving()),
          preset.kinds(),
          Secret.of(preset.secret()),
          Body.of(preset.sample()),
          preset.steps());
    }
  }

  Answer list(Request request) {
    return Answer.of(new All(presets.all().stream().map(Summary::of).toList()));
  }

  Answer read(Request request) {
    String key = request.in("preset");
    return presets
        .find(key)
        .map(preset -> Answer.of(View.of(preset)))
        .orElseThrow(() -> Problems.unknown("there is no preset " + Words.quoted(key)));
  }
}
