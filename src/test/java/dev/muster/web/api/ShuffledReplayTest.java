package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.Role;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A hundred thousand updates, a fifth of them sent again, shuffled, from 64 connections at once,
/// end as they would have in order.
class ShuffledReplayTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final int UPDATES = 100_000;
  private static final int AGAIN = 20_000;
  private static final int USERS = 4_000;
  private static final int AT_ONCE = 40;
  private static final int CONNECTIONS = 64;
  private static final List<String> NAMES = List.of("plan", "city", "tier");

  private record Event(int number, String user, String name, String value) {

    /// The greater the number, the later; a null clears.
    String json() {
      return """
      {"id":"e%d","at":%d,"email":"%s","%s":%s}\
      """
          .formatted(number, 1_700_000_000_000L + number, user, name, value);
    }
  }

  @Test
  void itEndsAsInOrder() throws Exception {
    Random random = new Random(7);
    List<Event> events = new ArrayList<>();
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < UPDATES; i++) {
      String user = "u" + random.nextInt(USERS);
      String name = NAMES.get(random.nextInt(NAMES.size()));
      String value = random.nextInt(10) == 0 ? "null" : "\"v" + random.nextInt(1_000) + "\"";
      events.add(new Event(i, user, name, value));
      expected.put(user + "." + name, value);
    }
    for (int i = 0; i < AGAIN; i++) {
      events.add(events.get(random.nextInt(UPDATES)));
    }
    Collections.shuffle(events, random);
    String path = integration();
    String token = WORLD.as(Role.EDITOR).get(path).text("/endpoints/production/token");
    send(token, events);

    Population population = population();
    Map<Integer, String> names =
        WORLD
            .engine()
            .catalog()
            .current()
            .system("shuffled")
            .orElseThrow()
            .integration("crm")
            .orElseThrow()
            .properties()
            .stream()
            .collect(Collectors.toMap(one -> one.attributeId(), one -> one.name()));
    Map<String, String> found = new TreeMap<>();
    for (int user = 0; user < USERS; user++) {
      String id = "u" + user;
      population
          .user(UserId.of(id))
          .ifPresent(state ->
              state
                  .held()
                  .forEach(held ->
                      found.put(
                          id + "." + names.get(held.attributeId()),
                          "\"" + ((AttributeValue.Text) held.value()).value() + "\"")));
    }
    expected.values().removeIf("null"::equals);
    assertThat(found).isEqualTo(expected);
  }

  private static String integration() {
    WORLD.system("shuffled");
    String path = "/api/v1/systems/shuffled/integrations";
    WORLD
        .as(Role.EDITOR)
        .post(
            path,
            """
            {"key":"crm","name":"CRM","identifier":"email",
             "receiving":{"deliveryId":{"path":"id"},"eventTime":{"path":"at"}},"properties":[
              {"path":"plan","name":"plan","type":"string"},
              {"path":"city","name":"city","type":"string"},
              {"path":"tier","name":"tier","type":"string"}]}
            """)
        .expect(201);
    return path + "/crm";
  }

  private static void send(String token, List<Event> events) throws Exception {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int from = 0; from < events.size(); from += AT_ONCE) {
      String body =
          events.subList(from, Math.min(from + AT_ONCE, events.size())).stream()
              .map(Event::json)
              .collect(Collectors.joining(",", "[", "]"));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(WORLD.url() + "/in/" + token))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      calls.add(() -> http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
    try (ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (Future<Integer> answered : senders.invokeAll(calls)) {
        assertThat(answered.get()).isEqualTo(200);
      }
    }
  }

  private static Population population() {
    int environment =
        WORLD
            .engine()
            .catalog()
            .current()
            .system("shuffled")
            .orElseThrow()
            .environment("production")
            .orElseThrow()
            .id();
    return WORLD.engine().population(environment).orElseThrow();
  }
}
