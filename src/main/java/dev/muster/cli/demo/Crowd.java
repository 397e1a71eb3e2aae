package dev.muster.cli.demo;

import dev.muster.pageload.PageView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// The customers as they come, change and visit. Used by one thread at a time.
final class Crowd {

  /// How often somebody new comes once the shop is shown.
  static final Duration SIGN_UP_EVERY = Duration.ofSeconds(40);

  private static final int VISITORS = 24;
  private static final int PAGES_MAX = 9;
  private static final String SHOP = "https://shop.example.com";
  private static final String[][] PAGES = {
    {"/app", "Home"},
    {"/app/orders", "Orders"},
    {"/app/reports", "Reports"},
    {"/app/products", "Products"},
    {"/account", "Your account"},
    {"/account/billing", "Billing"},
    {"/pricing", "Pricing"},
    {"/checkout", "Checkout"},
  };
  private static final String[] BROWSERS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        + " Chrome/140.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
        + " Version/18.0 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        + " Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  };

  /// Where what they do arrives.
  interface Doors {

    /// A tool sends something.
    ///
    /// @param integration its key
    void deliver(String integration, String json) throws IOException, InterruptedException;

    /// A customer looks at a page.
    void look(String user, PageView page) throws IOException, InterruptedException;
  }

  private record Turn(Instant at, int customer, boolean signsUp) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      return at.compareTo(other.at);
    }
  }

  private static final class Visit {
    private int customer;
    private int pagesLeft;
  }

  private final People people;
  private final Messages messages;
  private final SplittableRandom random;
  private final List<Integer> known = new ArrayList<>();
  private final List<Integer> paying = new ArrayList<>();
  private final PriorityQueue<Turn> turns = new PriorityQueue<>();
  private final Visit[] visits = new Visit[VISITORS];
  private int next;
  private Instant nextSignUp;

  /// @param from when it begins: who has signed up by then is known
  /// @param next the number of the first who comes after all that there were at first
  /// @param nextSignUp when they come
  Crowd(
      People people,
      Messages messages,
      SplittableRandom random,
      Instant from,
      int next,
      Instant nextSignUp) {
    this.people = people;
    this.messages = messages;
    this.random = random;
    this.next = next;
    this.nextSignUp = nextSignUp;
    for (int number = 0; number < people.atFirst(); number++) {
      Customer customer = people.customer(number);
      if (customer.signedUp().isAfter(from)) {
        turns.add(new Turn(customer.signedUp(), number, true));
      } else {
        meet(customer, from);
      }
    }
    for (int i = 0; i < VISITORS; i++) {
      visits[i] = new Visit();
    }
  }

  private void meet(Customer customer, Instant at) {
    known.add(customer.number());
    if (customer.pays(at)) {
      paying.add(customer.number());
    }
    for (Instant change : customer.changes()) {
      if (change.isAfter(at)) {
        turns.add(new Turn(change, customer.number(), false));
      }
    }
  }

  /// Those who have signed up, in no order.
  List<Integer> known() {
    return known;
  }

  /// Those who have an invoice, in no order.
  List<Integer> paying() {
    return paying;
  }

  /// What is due by a moment: sign-ups, and plans that change.
  void until(Instant at, Doors doors) throws IOException, InterruptedException {
    while (!nextSignUp.isAfter(at)) {
      Customer customer = people.arrive(next++, nextSignUp);
      turns.add(new Turn(nextSignUp, customer.number(), true));
      nextSignUp = nextSignUp.plus(SIGN_UP_EVERY);
    }
    while (!turns.isEmpty() && !turns.peek().at().isAfter(at)) {
      Turn turn = turns.remove();
      Customer customer = people.customer(turn.customer());
      if (turn.signsUp()) {
        meet(customer, turn.at());
        doors.deliver("crm", messages.contact(customer, at, "contact.created"));
        visits[random.nextInt(VISITORS)].customer = customer.number();
      } else {
        doors.deliver("crm", messages.contact(customer, at, "plan.changed"));
        if (customer.pays(at)) {
          paying.add(customer.number());
          doors.deliver("payments", messages.invoice(customer, at, random));
        } else if (turn.at().equals(customer.life().leaves())) {
          doors.deliver("payments", messages.ended(customer));
        }
      }
    }
  }

  /// A tool sends what it does every day.
  void work(Instant at, Doors doors) throws IOException, InterruptedException {
    if (random.nextInt(3) == 0 && !paying.isEmpty()) {
      doors.deliver("payments", messages.invoice(anyOf(paying), at, random));
    } else if (!known.isEmpty()) {
      doors.deliver("crm", messages.contact(anyOf(known), at, random));
    }
  }

  /// A day on which the CRM imports a list with dates that are written otherwise.
  void importBadly(Instant at, Doors doors) throws IOException, InterruptedException {
    doors.deliver("crm", messages.dayWrittenAsAtHome(anyOf(known), at));
  }

  /// The payment tool sends events that were not asked for.
  void sendTheWrongEvents(Doors doors) throws IOException, InterruptedException {
    if (!paying.isEmpty()) {
      doors.deliver("payments", messages.withoutEmail(anyOf(paying)));
    }
  }

  /// Somebody looks at a page.
  void look(Doors doors) throws IOException, InterruptedException {
    if (known.isEmpty()) {
      return;
    }
    Visit visit = visits[random.nextInt(VISITORS)];
    if (visit.pagesLeft-- <= 0) {
      visit.customer = awake().number();
      visit.pagesLeft = random.nextInt(PAGES_MAX);
    }
    Customer customer = people.customer(visit.customer);
    int pages = random.nextInt(1, PAGES.length + 1); // so that the first are seen most
    String[] page = PAGES[random.nextInt(pages)];
    doors.look(
        customer.email(),
        new PageView(
            SHOP + page[0],
            page[1] + " – Shop",
            SHOP + "/",
            language(customer.country()),
            BROWSERS[customer.number() % BROWSERS.length]));
  }

  private Customer awake() {
    for (int tries = 0; tries < 20; tries++) {
      Customer customer = anyOf(known);
      if (random.nextDouble() < customer.life().awake()) {
        return customer;
      }
    }
    return anyOf(known);
  }

  private Customer anyOf(List<Integer> numbers) {
    return people.customer(numbers.get(random.nextInt(numbers.size())));
  }

  private static String language(String country) {
    return switch (country) {
      case "DE" -> "de-DE,de;q=0.9,en;q=0.7";
      case "FR" -> "fr-FR,fr;q=0.9,en;q=0.7";
      case "BR" -> "pt-BR,pt;q=0.9,en;q=0.7";
      case "NL" -> "nl-NL,nl;q=0.9,en;q=0.7";
      case "JP" -> "ja-JP,ja;q=0.9,en;q=0.7";
      default -> "en-" + country + ",en;q=0.9";
    };
  }
}
