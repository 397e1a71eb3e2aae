package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.IdentifierHash;
import dev.muster.catalog.Integration;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowMappingTest {

  private static final Integration CRM =
      CsvFiles.integration(
          "email",
          "plan:plan:string",
          "seats:seats:number",
          "signed up:since:date",
          "vip:vip:boolean",
          "tags:tags:strings");

  private static final String HEADER = "vip,email,country,plan,seats,signed up,tags\n";

  @Test
  void everyTypeIsReadFromItsColumnWhereverItIs() throws Exception {
    RowReading read =
        one(HEADER + "yes,ann@a.example,DE,pro, 12 ,2026-05-01,\"[\"\"a\"\",\"\"b;c\"\"]\"\n");

    assertThat(read.user()).isEqualTo(UserId.of("ann@a.example"));
    assertThat(read.refused()).isEmpty();
    assertThat(update(read).changes())
        .containsExactly(
            new Change.Set(1, new AttributeValue.Text("pro")),
            new Change.Set(2, new AttributeValue.Numeric(12)),
            new Change.Set(
                3, new AttributeValue.Date(Instant.parse("2026-04-30T22:00:00Z").toEpochMilli())),
            new Change.Set(4, new AttributeValue.Bool(true)),
            new Change.Set(5, new AttributeValue.Texts(List.of("a", "b;c"))));
  }

  @Test
  void anEmptyCellClearsQuotedOrNot() throws Exception {
    RowReading read = one(HEADER + "\"\",ann@a.example,,,\"\",,\n");

    assertThat(read.refused()).isEmpty();
    assertThat(update(read).changes())
        .containsExactly(
            new Change.Clear(1),
            new Change.Clear(2),
            new Change.Clear(3),
            new Change.Clear(4),
            new Change.Clear(5));
  }

  @Test
  void aCellThatDoesNotFitIsRefusedAndTheOthersAreTaken() throws Exception {
    RowReading read = one(HEADER + "maybe,ann@a.example,DE,pro,12,soon,a;b\n");

    assertThat(update(read).changes()).hasSize(2);
    assertThat(read.refused())
        .containsExactly(
            new RefusedCell("signed up", "not a date: \"soon\"; dates are written like 2026-12-31"),
            new RefusedCell("vip", "not a boolean: \"maybe\"; write yes or no"),
            new RefusedCell("tags", "not a list of strings: \"a;b\""));
  }

  @Test
  void aRowWithoutAnyCellThatFitsIsRefused() throws Exception {
    Integration seats = CsvFiles.integration("email", "seats:seats:number");

    RowReading read = CsvFiles.map(seats, "email,seats\nann@a.example,many\n").getFirst();

    assertThat(read.update()).isNull();
    assertThat(read.user()).isEqualTo(UserId.of("ann@a.example"));
    assertThat(read.refused())
        .containsExactly(
            new RefusedCell("seats", "not a number: \"many\"; numbers are written like 1234.56"));
  }

  @Test
  void listsThatAreNoArraysOfStringsAreRefused() throws Exception {
    Integration tags = CsvFiles.integration("email", "tags:tags:strings");

    assertThat(
            CsvFiles.map(
                    tags,
                    "email,tags\na,[1]\na,\"[\"\"x\"\"\"\na,\"[\"\"x\"\"] y\"\na,[]\na,\"[\"\"x\"\",\"\"x\"\"]\"\na,\"[null]\"\n")
                .stream()
                .map(read -> read.refused().isEmpty() ? "" : read.refused().getFirst().reason()))
        .containsExactly(
            "not a list of strings: an array with something else in it",
            "not a list of strings: \"[\"x\"\"",
            "not a list of strings: \"[\"x\"] y\"",
            "",
            "",
            "not a list of strings: an array with something else in it");
  }

  @Test
  void identifiersAreRefusedInTheWordsOfABody() throws Exception {
    Integration plain = CsvFiles.integration("email");

    assertThat(
            CsvFiles.map(plain, "email,x\n,1\n.,2\n" + "ä".repeat(129) + ",3\n\" a\",4\n").stream()
                .map(read -> read.update() == null ? read.refused().getFirst().reason() : "taken"))
        .containsExactly(
            "the identifier at \"email\" is an empty string; send a string or a number there",
            "the identifier at \"email\" is \".\", which no user can be called",
            "the identifier at \"email\" has more than 256 bytes",
            "taken");
  }

  @Test
  void whiteSpaceAroundACellDoesNotCount() throws Exception {
    Integration plan = CsvFiles.integration("email", "plan:plan:string", "seats:seats:number");

    List<RowReading> read =
        CsvFiles.map(
            plan,
            """
            \u00a0email ," plan",seats\u2007
             X@E.com\u00a0,\u202fpro  max\t," 1 "
            "y@e.com
            ",\u00a0 ,\u200b
            \u00a0,pro,1
            """);

    assertThat(update(read.get(0)).user()).isEqualTo(UserId.of("X@E.com"));
    assertThat(update(read.get(0)).changes())
        .containsExactly(
            new Change.Set(1, new AttributeValue.Text("pro  max")),
            new Change.Set(2, new AttributeValue.Numeric(1)));
    assertThat(update(read.get(1)).user()).isEqualTo(UserId.of("y@e.com"));
    assertThat(update(read.get(1)).changes())
        .containsExactly(new Change.Clear(1), new Change.Clear(2));
    assertThat(read.get(2).refused().getFirst().reason()).contains("is an empty string");
  }

  @Test
  void raggedRowsAreRefused() throws Exception {
    Integration plain = CsvFiles.integration("email");

    assertThat(CsvFiles.map(plain, "email,x,y\na\na,1\na,1,2\na,1,2,3\n"))
        .extracting(read -> read.refused())
        .containsExactly(
            List.of(new RefusedCell("", "has 1 cell where the header has 3")),
            List.of(new RefusedCell("", "has 2 cells where the header has 3")),
            List.of(),
            List.of(new RefusedCell("", "has 4 cells where the header has 3")));
  }

  @Test
  void identifiersAreHashedWhereTheyAreKeptSo() throws Exception {
    try (CsvRows rows = CsvRows.open(CsvFiles.stream("email\nann@a.example\n"), CsvFiles.COMMAS)) {
      RowMapping mapping =
          RowMapping.of(
              CsvFiles.integration("email"),
              CsvFiles.ZONE,
              Optional.of("salt"),
              rows.columns(),
              Notation.UNKNOWN,
              false);

      assertThat(mapping.read(Objects.requireNonNull(rows.next())).user())
          .isEqualTo(UserId.of(IdentifierHash.of("salt", "ann@a.example")));
    }
  }

  @Test
  void aColumnThatIsMissingIsNamedWithThoseThatAreThere() {
    assertThatThrownBy(() -> CsvFiles.map(CRM, "mail,plan\n"))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("no column \"email\"")
        .hasMessageContaining("Its columns are \"mail\", \"plan\".");
    assertThatThrownBy(() -> CsvFiles.map(CRM, "email,plan,seats,tags\n"))
        .hasMessageContaining("no column \"signed up\", \"vip\"")
        .hasMessageContaining("take them out of the mapping");
  }

  @Test
  void namesThatComeTwiceMatterOnlyWhereTheyAreImported() throws Exception {
    Integration plan = CsvFiles.integration("email", "plan:plan:string");

    assertThat(CsvFiles.map(plan, "email,plan,x,x\na,b,c,d\n")).hasSize(1);
    assertThatThrownBy(() -> CsvFiles.map(plan, "email,plan,x,plan\na,b,c,d\n"))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("Columns 2 and 4 of the file are both called \"plan\"");
  }

  @Test
  void columnNamesWithDotsMeanNothingElse() throws Exception {
    Integration dots = CsvFiles.integration("user.email", "a.b:b:string");

    assertThat(update(CsvFiles.map(dots, "a.b,user.email\nx,y\n").getFirst()).user())
        .isEqualTo(UserId.of("y"));
  }

  private static RowReading one(String text) throws Exception {
    List<RowReading> all = CsvFiles.map(CRM, text);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static Update update(RowReading read) {
    return Objects.requireNonNull(read.update());
  }
}
