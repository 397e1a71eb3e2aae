package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretKeyPlaceTest {

  @TempDir Path directory;
  private Path data;

  @BeforeEach
  void makeData() throws Exception {
    data = Files.createDirectory(directory.resolve("data"));
  }

  private static SecretKeyPlace place(Path data, String... key) throws BadSettingException {
    Map<String, String> given = new HashMap<>(Map.of("data", data.toString()));
    for (String one : key) {
      given.put("secret-key", one);
    }
    return SecretKeyPlace.of(new Settings(given, Map.of(), Optional.empty(), ServeSettings.ALL));
  }

  @Test
  void itIsBesideTheDataWhateverTheDataIsCalled() throws Exception {
    Path beside = directory.resolve("data.key");
    assertThat(place(data).file()).isEqualTo(beside);
    assertThat(place(Path.of(data + "/")).file()).isEqualTo(beside);
    assertThat(place(data.resolve("../data")).file()).isEqualTo(beside);
    assertThat(place(Path.of("somewhere")).file())
        .isEqualTo(Path.of("somewhere.key").toAbsolutePath());
    assertThat(place(data).inData()).isFalse();
    assertThatThrownBy(() -> place(Path.of("/"))).hasMessageContaining("secret-key");
  }

  @Test
  void whatIsSaidGoesFirst() throws Exception {
    Files.writeString(data.resolve("secret.key"), "0");
    Files.writeString(directory.resolve("data.key"), "0");
    assertThat(place(data, "/etc/muster.key").file()).isEqualTo(Path.of("/etc/muster.key"));
    assertThat(place(data, "/etc/muster.key").inData()).isFalse();
    assertThat(place(data, data.resolve("x/y.key").toString()).inData()).isTrue();
  }

  @Test
  void oneThatAnOlderVersionMadeIsUsedWithAdviceToMoveIt() throws Exception {
    Path inside = Files.writeString(data.resolve("secret.key"), "0");
    SecretKeyPlace found = place(data);
    assertThat(found.file()).isEqualTo(inside);
    assertThat(found.inData()).isTrue();
    assertThat(found.advice()).contains("move " + inside + " to " + directory.resolve("data.key"));
    Files.move(inside, directory.resolve("data.key"));
    assertThat(place(data).inData()).isFalse();
  }

  @Test
  void ofTwoKeysNoneIsGuessed() throws Exception {
    Path inside = Files.writeString(data.resolve("secret.key"), "0");
    Path beside = Files.writeString(directory.resolve("data.key"), "1");
    assertThatThrownBy(() -> place(data))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining(inside.toString())
        .hasMessageContaining(beside.toString())
        .hasMessageContaining("--secret-key");
  }
}
