package dev.muster.insights;

import dev.muster.population.Selection;
import dev.muster.population.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/// How many users have each string, or each value of a list.
///
/// @param counts of the strings
/// @param missing users without a value
record TextCounts(Tally.Counts<String> counts, long missing) {

  /// A string that some users have.
  record Counted(String text, long users) implements Comparable<Counted> {
    /// The most frequent first; as frequent ones in their order.
    @Override
    public int compareTo(Counted other) {
      return users == other.users ? text.compareTo(other.text) : Long.compare(other.users, users);
    }
  }

  static TextCounts ofTexts(Tally tally, Selection among) {
    Tally.Counts<String> counts = tally.texts(among);
    return new TextCounts(counts, counts.missing());
  }

  /// Each value of a list by itself.
  static TextCounts ofLists(Tally tally, Selection among) {
    Tally.Counts<List<String>> lists = tally.lists(among);
    Map<String, Integer> places = new HashMap<>();
    List<String> texts = new ArrayList<>();
    int[] users = new int[16];
    for (int i = 0; i < lists.size(); i++) {
      int of = lists.users()[i];
      List<String> list = of == 0 ? null : lists.value().apply(i);
      for (String text : list == null ? List.<String>of() : list) {
        int place = places.computeIfAbsent(text, _ -> places.size());
        if (place == texts.size()) {
          texts.add(text);
          users = place < users.length ? users : Arrays.copyOf(users, 2 * place);
        }
        users[place] += of;
      }
    }
    return new TextCounts(
        new Tally.Counts<>(texts.size(), texts::get, users, lists.missing()), lists.missing());
  }

  /// The users of all strings together.
  long users() {
    long users = 0;
    for (int i = 0; i < counts.size(); i++) {
      users += counts.users()[i];
    }
    return users;
  }

  /// How many strings some user has.
  long known() {
    long known = 0;
    for (int i = 0; i < counts.size(); i++) {
      known += counts.users()[i] > 0 ? 1 : 0;
    }
    return known;
  }

  /// The most frequent ones that pass.
  List<Counted> top(int limit, Predicate<String> test) {
    PriorityQueue<Counted> best = new PriorityQueue<>(Comparator.reverseOrder());
    for (int i = 0; i < counts.size(); i++) {
      int users = counts.users()[i];
      Counted last = best.size() < limit ? null : best.peek();
      if (users == 0 || (last != null && users < last.users())) {
        continue;
      }
      String text = counts.value().apply(i);
      if (text == null) {
        continue; // nobody has it any more
      }
      Counted one = new Counted(text, users);
      if ((last == null || one.compareTo(last) < 0) && test.test(one.text())) {
        best.add(one);
        if (best.size() > limit) {
          best.remove();
        }
      }
    }
    return best.stream().sorted().toList();
  }

  /// How many users have each of some strings; those that nobody has are left out.
  Map<String, Long> of(Set<String> wanted) {
    Map<String, Long> found = new HashMap<>();
    for (int i = 0; i < counts.size(); i++) {
      if (counts.users()[i] > 0) {
        String text = counts.value().apply(i);
        if (wanted.contains(text)) {
          found.put(text, (long) counts.users()[i]);
        }
      }
    }
    return found;
  }
}
