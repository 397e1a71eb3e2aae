package dev.muster.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// The segments that are measured, in the API's JSON (with `'` for `"`). All of them are over the
/// integration `crm` and the attributes of [GeneratedUsers].
final class Segments {

  /// How many users of the first so many belong to each of S1, S2 and S3, as every other system
  /// counts them.
  static final Map<Integer, List<Long>> COUNTS =
      Map.of(
          1_000_000, List.of(4_350L, 610_880L, 176_886L),
          10_000_000, List.of(42_995L, 6_107_633L, 1_767_489L));

  /// How many segments of [#forPageLoads] the first 10,000 users are in, added up.
  static final int PAGE_LOAD_MATCHES = 1_066;

  private Segments() {}

  /// S1, S2 and S3.
  static List<String> forCounts() {
    return List.of(
        """
        {'combinator':'and','rules':[
          {'field':'crm.plan','operator':'in','value':['pro','enterprise']},
          {'field':'crm.country','operator':'in','value':['US','GB','DE']},
          {'field':'crm.arr','operator':'>=','value':100000},
          {'field':'crm.last_login','operator':'>=','value':'2026-10-02T00:00:00Z'},
          {'field':'crm.churned','operator':'=','value':false}]}\
        """,
        """
        {'combinator':'or','rules':[
          {'field':'crm.plan','operator':'=','value':'free'},
          {'combinator':'and','rules':[
            {'field':'crm.role','operator':'=','value':'admin'},
            {'field':'crm.seats','operator':'<','value':10}]}]}\
        """,
        """
        {'combinator':'and','rules':[
          {'field':'crm.country','operator':'!=','value':'US'},
          {'field':'crm.signup','operator':'<','value':'2024-11-01'},
          {'field':'crm.arr','operator':'between','value':[10000,50000]}]}\
        """);
  }

  /// Twenty of five rules each.
  static List<String> forPageLoads() {
    List<String> countries = List.of("US", "GB", "DE", "FR", "IN", "CA", "BR", "JP");
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      conditions.add(
          String.format(
              Locale.ROOT,
              """
              {'combinator':'and','rules':[
                {'field':'crm.plan','operator':'in','value':['pro','%s']},
                {'field':'crm.country','operator':'in','value':['%s','%s','%s']},
                {'field':'crm.arr','operator':'>=','value':%d},
                {'field':'crm.last_login','operator':'>=','value':'2026-10-02T00:00:00Z'},
                {'field':'crm.churned','operator':'=','value':false}]}\
              """,
              i % 2 == 0 ? "trial" : "enterprise",
              countries.get(i % 8),
              countries.get((i + 1) % 8),
              countries.get((i + 2) % 8),
              10_000 * (i + 1)));
    }
    return conditions;
  }

  /// Twenty of which a user who has not churned is in one, by what is earned with them, and others
  /// in none.
  static List<String> forWebhooks() {
    return IntStream.range(0, 20)
        .mapToObj(i ->
            String.format(
                Locale.ROOT,
                """
                {'combinator':'and','rules':[
                  {'field':'crm.churned','operator':'=','value':false},
                  {'field':'crm.arr','operator':'>=','value':%d},
                  {'field':'crm.arr','operator':'<','value':%d}]}\
                """,
                i == 0 ? 0 : 5_000 * i,
                i == 19 ? 10_000_000 : 5_000 * (i + 1)))
        .toList();
  }
}
