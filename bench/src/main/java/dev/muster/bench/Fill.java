package dev.muster.bench;

import dev.muster.population.Population;
import dev.muster.population.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Fills a population with generated users: one thread generates while another applies, as it is
/// with a server.
final class Fill {

  private static final int CHUNK = 10_000;

  private Fill() {}

  /// @param users how many there shall be; those that are there stay
  static void to(Population population, Crm crm, int users, long atMillis)
      throws InterruptedException {
    long start = System.nanoTime();
    int from = population.size();
    GeneratedUsers generated = new GeneratedUsers(0);
    BlockingQueue<List<Update>> chunks = new ArrayBlockingQueue<>(16);
    Thread generator =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                for (int first = from; first < users; first += CHUNK) {
                  List<Update> chunk = new ArrayList<>(CHUNK);
                  for (int user = first; user < first + CHUNK; user++) {
                    chunk.add(crm.update(generated, user));
                  }
                  chunks.put(chunk);
                }
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    for (int first = from; first < users; first += CHUNK) {
      for (Update update : chunks.take()) {
        population.apply(update, atMillis + population.size() / 100, population.size() * 400L);
      }
    }
    generator.join();
    System.out.printf(
        Locale.ROOT,
        "  %,d users, filled in %.1f s%n",
        population.size(),
        (System.nanoTime() - start) / 1e9);
  }
}
