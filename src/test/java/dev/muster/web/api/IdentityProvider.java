package dev.muster.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import dev.muster.web.Oidc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The npm package oidc-provider in a process of its own, and a browser that signs in there.
final class IdentityProvider implements AutoCloseable {

  private final Process process;
  private final BufferedReader said;
  private final int port;

  IdentityProvider() {
    try {
      process =
          new ProcessBuilder("node", "oidc-provider.mjs")
              .directory(Path.of("src/test/npm").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      said = process.inputReader(UTF_8);
      port = Integer.parseInt(next("port "));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "node and the packages of src/test/npm are needed; ./muster test installs them", e);
    }
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
  }

  private String next(String beginning) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new IOException("the provider ended");
  }

  Oidc oidc() {
    return new Oidc(
        URI.create("http://127.0.0.1:" + port),
        "muster",
        Optional.of("a-secret-of-the-test"),
        "Corp",
        List.of("CORP.example"),
        Role.EDITOR);
  }

  /// Lets a server have people come back to it.
  void expect(String muster) throws IOException {
    process.outputWriter(UTF_8).append(muster).append("/api/v1/oidc/callback\n").flush();
    assertThat(next("ready")).isEmpty();
  }

  /// A browser: one that has a session at the provider once it has signed in there.
  static final class Browser {
    private final HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    HttpResponse<String> get(URI uri) throws Exception {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI uri, String form) throws Exception {
      return http.send(
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }

    /// Goes from the button of the console to where the provider sends the browser back, without
    /// going there.
    ///
    /// @param login who they say they are; empty: they give up
    URI signIn(String muster, String login) throws Exception {
      URI at = URI.create(muster + "/api/v1/oidc/sign-in");
      HttpResponse<String> answer = get(at);
      for (int step = 0; step < 20; step++) {
        if (answer.statusCode() / 100 == 3) {
          at = at.resolve(answer.headers().firstValue("location").orElseThrow());
          if (at.getPath().equals("/api/v1/oidc/callback") || at.getPath().equals("/sign-in")) {
            return at;
          }
          answer = get(at);
        } else if (login.isEmpty()) {
          at = at.resolve(at.getPath() + "/abort");
          answer = get(at);
        } else {
          boolean asksWho = answer.body().contains("value=\"login\"");
          answer =
              post(at, asksWho ? "prompt=login&login=" + login + "&password=x" : "prompt=consent");
        }
      }
      throw new IllegalStateException("not back after 20 steps: " + at + "\n" + answer.body());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
