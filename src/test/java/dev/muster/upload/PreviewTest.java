package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.attribute.AttributeType;
import dev.muster.catalog.Integration;
import dev.muster.upload.Preview.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PreviewTest {

  private static final Integration NONE = CsvFiles.integration("email");

  @Test
  void columnsHaveTypesAndSamples() throws Exception {
    Preview preview =
        preview(
            NONE,
            """
            id,email,plan,seats,phone,vip,flag,since,updated_at,tags,account
            1,ann@a.example,pro,3,0301234,yes,1,2026-05-01,1777000000,"[""a""]",12345678901234567
            2,bob@b.example,free,,0309999,no,0,2026-05-02T10:00:00Z,1777000001,[],12345678901234568
            3,eve@e.example,pro,12.5,0301111,NO,1,2026-05-03,1777000002,"[""a"",""b""]",1
            """);

    assertThat(preview.format())
        .isEqualTo(
            CsvFiles.COMMAS.withNotation(
                new Notation(Optional.of(Decimal.POINT), Optional.empty())));
    assertThat(preview.unsure()).isEmpty();
    assertThat(preview.columns())
        .extracting(Preview.Column::name, Preview.Column::type, Preview.Column::empty)
        .containsExactly(
            tuple("id", AttributeType.NUMBER, 0),
            tuple("email", AttributeType.STRING, 0),
            tuple("plan", AttributeType.STRING, 0),
            tuple("seats", AttributeType.NUMBER, 1),
            tuple("phone", AttributeType.STRING, 0),
            tuple("vip", AttributeType.BOOLEAN, 0),
            tuple("flag", AttributeType.NUMBER, 0),
            tuple("since", AttributeType.DATE, 0),
            tuple("updated_at", AttributeType.DATE, 0),
            tuple("tags", AttributeType.STRINGS, 0),
            tuple("account", AttributeType.STRING, 0));
    assertThat(preview.columns().get(2).samples()).containsExactly("pro", "free");
    assertThat(preview.columns().get(2).position()).isEqualTo(3);
    assertThat(preview.rows()).hasSize(3);
    assertThat(preview.rows().getFirst()).startsWith("1", "ann@a.example", "pro");
    assertThat(preview.identifiers()).startsWith("email");
    assertThat(preview.added()).startsWith("id", "plan").doesNotContain("email");
  }

  @Test
  void columnsHaveTypesHoweverTheirValuesAreWritten() throws Exception {
    Preview preview =
        preview(
            NONE,
            """
            Liste vom 26.11.2026;;;;;

            E-Mail;Umsatz;Seit;Aktiv;Menge;Kennung
            ann@a.example ;4.185,94;12.12.2018;ja;12 000;x
            bob@b.example;1.234;1.2.2026;nein;7;x
            ;;;;;
            """);

    assertThat(preview.format().skipRows()).isEqualTo(2);
    assertThat(preview.rows()).hasSize(2);
    assertThat(preview.rows().getFirst()).startsWith("ann@a.example", "4.185,94");
    assertThat(preview.columns())
        .extracting(Preview.Column::name, Preview.Column::type)
        .containsExactly(
            tuple("E-Mail", AttributeType.STRING),
            tuple("Umsatz", AttributeType.NUMBER),
            tuple("Seit", AttributeType.DATE),
            tuple("Aktiv", AttributeType.BOOLEAN),
            tuple("Menge", AttributeType.NUMBER),
            tuple("Kennung", AttributeType.STRING));
  }

  @Test
  void whyAFileWouldBeRefusedAsAWholeIsSaid() throws Exception {
    Integration plan = CsvFiles.integration("email", "plan:plan:string", "seats:seats:number");

    assertThat(preview(plan, "email,plan,seats\na@e.com,pro,1\n").problem()).isEmpty();
    assertThat(preview(plan, "email,plan,seats,plan\na@e.com,pro,1,free\n").problem())
        .hasValue(
            "Columns 2 and 4 of the file are both called \"plan\", which this integration imports."
                + " Give one of them another name.");
    assertThat(preview(plan, "email,plan\na@e.com,pro\n").problem().orElseThrow())
        .startsWith(
            "The file has no column \"seats\", which this integration imports. Add it to the file,"
                + " let users keep what they have of it (in the console as it says there, in a call"
                + " with missing=keep),");
    assertThat(preview(NONE, "email,plan\na@e.com,pro\n").problem()).isEmpty();
  }

  @Test
  void aColumnWhoseValuesRepeatIdentifiesNobody() throws Exception {
    Preview preview =
        preview(NONE, "owner_email,user_id\nx@a.example,u1\nx@a.example,u2\nx@a.example,u3\n");

    assertThat(preview.identifiers()).containsExactly("user_id", "owner_email");
  }

  @Test
  void whereNothingLooksLikeAnIdentifierColumnsOfDifferentValuesMayBe() throws Exception {
    Preview preview = preview(NONE, "kunde,plan\nk1,pro\nk2,pro\nk3,free\n");

    assertThat(preview.identifiers()).containsExactly("kunde");
  }

  @Test
  void namesThatComeTwiceAreAProblem() throws Exception {
    Preview preview = preview(NONE, "email,plan,plan\na@a.example,x,y\n");

    assertThat(preview.columns())
        .extracting(Preview.Column::problem)
        .containsExactly(
            Optional.empty(),
            Optional.of("is the name of column 3, too"),
            Optional.of("is the name of column 2, too"));
    assertThat(preview.added()).containsExactly("plan");
  }

  @Test
  void theMappingIsHeldAgainstTheFile() throws Exception {
    Integration crm =
        CsvFiles.integration("email", "seats:seats:number", "plan:tariff:string", "gone:gone:date");

    Preview preview =
        preview(
            crm,
            "email,seats,plan,country\na@a.example,many,1,DE\nb@b.example,some,2,FR\nc@c.example,3,3,\n");

    assertThat(preview.mapped())
        .containsExactly(
            new Preview.Mapped(
                "email",
                Status.SAME,
                "email",
                Optional.empty(),
                Optional.of(AttributeType.STRING),
                OptionalDouble.of(0)),
            new Preview.Mapped(
                "seats",
                Status.CHANGED_TYPE,
                "seats",
                Optional.of(AttributeType.NUMBER),
                Optional.of(AttributeType.STRING),
                OptionalDouble.of(2 / 3.0)),
            new Preview.Mapped(
                "plan",
                Status.SAME,
                "tariff",
                Optional.of(AttributeType.STRING),
                Optional.of(AttributeType.NUMBER),
                OptionalDouble.of(0)),
            new Preview.Mapped(
                "gone",
                Status.MISSING,
                "gone",
                Optional.of(AttributeType.DATE),
                Optional.empty(),
                OptionalDouble.empty()));
    assertThat(preview.added()).containsExactly("country");
    assertThat(preview.refused()).isEmpty();
  }

  @Test
  void whatTheMappingWouldRefuseIsSaidWithItsLine() throws Exception {
    Integration crm = CsvFiles.integration("email", "seats:seats:number");

    Preview preview = preview(crm, "email,seats\na@a.example,3\nb@b.example,x\n,4\nc@c.example\n");

    assertThat(preview.refused())
        .extracting(Preview.Refused::line, Preview.Refused::column)
        .containsExactly(tuple(3L, "seats"), tuple(4L, "email"), tuple(5L, ""));
  }

  @Test
  void howManyRowsHaveACellThatWouldBeRefusedIsSaidAlsoWhereMostFit() throws Exception {
    Integration crm = CsvFiles.integration("email", "seats:seats:number", "vip:vip:boolean");

    Preview preview =
        preview(
            crm, "email,seats,vip\na@a.example,3,yes\n,x,no\nc@c.example,,no\nd@d.example,4,\n");

    assertThat(preview.mapped())
        .extracting(Preview.Mapped::status, one -> one.refusedShare().orElse(-1))
        .containsExactly(
            tuple(Status.SAME, 0.25), tuple(Status.SAME, 0.25), tuple(Status.SAME, 0.0));
  }

  @Test
  void aFirstLineThatOnlySaysTheDelimiterIsToldAndIsNoRow() throws Exception {
    Integration crm = CsvFiles.integration("email", "seats:seats:number");

    Preview preview = preview(crm, "sep=~\r\nemail~seats\r\na@a.example~1\r\nb@b.example~x\r\n");

    assertThat(preview.delimiterLine()).contains("sep=~");
    assertThat(preview.format().delimiter()).isEqualTo(new Delimiter('~'));
    assertThat(preview.rows())
        .containsExactly(List.of("a@a.example", "1"), List.of("b@b.example", "x"));
    assertThat(preview.refused())
        .extracting(Preview.Refused::line, Preview.Refused::column)
        .containsExactly(tuple(4L, "seats"));
    assertThat(preview(crm, "email,seats\n").delimiterLine()).isEmpty();
  }

  @Test
  void fewRowsAreShownAndLongCellsAreCut() throws Exception {
    Preview preview =
        preview(NONE, "email,note\n" + ("a@a.example," + "x".repeat(300) + "\n").repeat(50));

    assertThat(preview.rows()).hasSize(Preview.ROWS_SHOWN_MAX);
    assertThat(preview.rows().getFirst().get(1)).hasSize(Preview.CELL_SHOWN_MAX + 1).endsWith("…");
  }

  @Test
  void theRowThatIsCutOffIsLeftOut() throws Exception {
    Integration crm = CsvFiles.integration("email", "seats:seats:number");
    byte[] file = CsvFiles.utf8("email,seats,city\na@a.example,3,x\nb@b.example,4,\"Köln\n");
    byte[] cut = Arrays.copyOf(file, file.length - 4);

    Preview preview =
        Preview.of(cut, false, FormatWishes.NONE, crm, CsvFiles.ZONE, Optional.empty());

    assertThat(preview.rows()).containsExactly(List.of("a@a.example", "3", "x"));
    assertThat(preview.refused()).isEmpty();
  }

  @Test
  void theColumnsOfARepairAreLeftOut() throws Exception {
    Integration crm = CsvFiles.integration("email", "seats:seats:number");

    Preview preview =
        preview(
            crm,
            "email,seats,muster_line,muster_column,muster_reason\n'=a,'-3,7,seats,not a number\n");

    assertThat(preview.columns())
        .extracting(Preview.Column::name)
        .containsExactly("email", "seats");
    assertThat(preview.rows()).containsExactly(List.of("=a", "-3"));
    assertThat(preview.refused()).isEmpty();
    assertThat(preview.added()).isEmpty();
  }

  @Test
  void withoutAHeaderColumnsAreNumbered() throws Exception {
    Preview preview = preview(NONE, "a@a.example,3\nb@b.example,4\n");

    assertThat(preview.format().header()).isFalse();
    assertThat(preview.columns())
        .extracting(Preview.Column::name)
        .containsExactly("Column 1", "Column 2");
    assertThat(preview.identifiers()).containsExactly("Column 1");
    assertThat(preview.rows()).hasSize(2);
  }

  @Test
  void aHeaderAloneHasNoRows() throws Exception {
    Preview preview = preview(NONE, "email,plan\n");

    assertThat(preview.columns()).hasSize(2);
    assertThat(preview.rows()).isEmpty();
    assertThat(preview.identifiers()).isEmpty();
  }

  private static Preview preview(Integration integration, String text) throws Exception {
    return Preview.of(
        CsvFiles.utf8(text), true, FormatWishes.NONE, integration, CsvFiles.ZONE, Optional.empty());
  }
}
