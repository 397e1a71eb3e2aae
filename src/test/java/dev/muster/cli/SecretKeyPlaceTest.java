package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.embedded.SecretKeyFile;
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
    SecretKeyFile.make(data.resolve("secret.key"));
    SecretKeyFile.make(directory.resolve("data.key"));
    Path elsewhere = Files.writeString(directory.resolve("muster.key"), "0");
    assertThat(place(data, elsewhere.toString()).file()).isEqualTo(elsewhere);
    assertThat(place(data, elsewhere.toString()).inData()).isFalse();
    String gone = directory.resolve("gone.key").toString();
    assertThatThrownBy(() -> place(data, gone))
        .hasMessageContaining(data.resolve("secret.key").toString())
        .hasMessageContaining("move it there");
    Files.delete(data.resolve("secret.key"));
    assertThat(place(data, gone).file()).isEqualTo(Path.of(gone));
    SecretKeyPlace inside = place(data, data.resolve("y.key").toString());
    assertThat(inside.inData()).isTrue();
    assertThat(inside.advice(true)).contains("say that place with --secret-key");
  }

  @Test
  void oneThatAnOlderVersionMadeIsUsedWithAdviceToMoveIt() throws Exception {
    Path inside = Files.writeString(data.resolve("secret.key"), "0");
    SecretKeyPlace found = place(data);
    assertThat(found.file()).isEqualTo(inside);
    assertThat(found.inData()).isTrue();
    assertThat(found.advice(false))
        .contains("move " + inside + " to " + directory.resolve("data.key"));
    Files.move(inside, directory.resolve("data.key"));
    assertThat(place(data).inData()).isFalse();
  }

  @Test
  void aDirectoryIsTheSameByWhicheverNameItIsCalled() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), data);
    assertThat(place(link).file()).isEqualTo(directory.toRealPath().resolve("data.key"));
    assertThat(place(link, data.resolve("my.key").toString()).inData()).isTrue();
    assertThat(place(link.resolve("later")).file())
        .isEqualTo(data.toRealPath().resolve("later.key"));
  }

  @Test
  void ofTwoKeysNoneIsGuessedUnlessTheyAreTheSame() throws Exception {
    Path inside = data.resolve("secret.key");
    Path beside = directory.resolve("data.key");
    SecretKeyFile.make(inside);
    SecretKeyFile.copy(inside, beside);
    assertThat(place(data).file()).isEqualTo(beside);
    Files.delete(beside);
    SecretKeyFile.make(beside);
    assertThatThrownBy(() -> place(data))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining(inside.toString())
        .hasMessageContaining(beside.toString())
        .hasMessageContaining("--secret-key");
  }
}
