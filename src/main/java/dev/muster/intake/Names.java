package dev.muster.intake;

import java.util.HashSet;
import java.util.Set;

/// Gives attributes names after their paths: the last name of the path, and as many of those before
/// it as it takes to be the only one.
final class Names {

  private final Set<String> given = new HashSet<>();

  String unique(String path) {
    int from = path.length();
    String name;
    do {
      from = path.lastIndexOf('.', from - 1);
      name = path.substring(from + 1);
    } while (from > 0 && (isIndex(name) || given.contains(name)));
    String free = name;
    for (int i = 2; !given.add(free); i++) {
      free = name + " " + i;
    }
    return free;
  }

  private static boolean isIndex(String name) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    return first.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
