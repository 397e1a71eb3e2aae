package dev.muster.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.PageField;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.UserField;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.SmallBlocks;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class UserTableTest {

  private static final Attribute TEXT = new Attribute(1, "crm", "a,\"b\"", AttributeType.STRING);
  private static final Attribute NUMBER = new Attribute(2, "-crm", "arr", AttributeType.NUMBER);
  private static final Attribute VIP = new Attribute(3, "crm", "vip", AttributeType.BOOLEAN);
  private static final Attribute SIGNUP = new Attribute(4, "crm", "signup", AttributeType.DATE);
  private static final Attribute TAGS = new Attribute(5, "crm", "tags", AttributeType.STRINGS);
  private static final List<Attribute> ALL = List.of(TEXT, NUMBER, VIP, SIGNUP, TAGS);

  private final Population population = new Population();

  UserTableTest() {
    ALL.forEach(population::addAttribute);
  }

  private void user(String id, AttributeValue... values) {
    List<Change> changes = new ArrayList<>();
    for (AttributeValue value : values) {
      Attribute attribute =
          ALL.stream().filter(one -> one.type() == value.type()).findFirst().orElseThrow();
      changes.add(new Change.Set(attribute.id(), value));
    }
    population.apply(new Update(UserId.of(id), changes), 0, 0);
  }

  private List<byte[]> pieces(String prefix, Operand... columns) {
    List<byte[]> pieces = new ArrayList<>();
    new UserTable(population, List.of(columns), new AsOf(Instant.EPOCH, ZoneOffset.UTC))
        .write(
            population.select(
                new ResolvedCondition.All(List.of()), new AsOf(Instant.EPOCH, ZoneOffset.UTC)),
            prefix,
            UserTable.Format.CSV,
            pieces::add);
    return pieces;
  }

  private String table(String prefix, Operand... columns) {
    StringBuilder table = new StringBuilder();
    pieces(prefix, columns).forEach(one -> table.append(new String(one, StandardCharsets.UTF_8)));
    return table.toString();
  }

  private static Operand of(Attribute attribute) {
    return new Operand.OfAttribute(attribute);
  }

  private static Operand of(UserField field) {
    return new Operand.OfUser(field);
  }

  @Test
  void everyTypeIsWrittenSoThatItCanBeReadAgain() {
    user(
        "ann",
        new AttributeValue.Text("Größe 😀"),
        new AttributeValue.Numeric(-1.5e7),
        new AttributeValue.Bool(true),
        new AttributeValue.Date(1_777_593_600_000L),
        new AttributeValue.Texts(List.of("a,b", "say \"x\"\n", "=1")));
    user("bob");
    SmallBlocks.seen(population, UserId.of("bob"), 1_000, 0);
    assertThat(
            table(
                "",
                of(UserField.ID),
                of(UserField.FIRST_SEEN),
                of(UserField.SESSIONS),
                of(TEXT),
                of(NUMBER),
                of(VIP),
                of(SIGNUP),
                of(TAGS)))
        .isEqualTo(
            """
            user.id,user.firstSeen,user.sessions,"crm.a,""b""\",'-crm.arr,crm.vip,crm.signup,crm.tags\r
            ann,,0,Größe 😀,-15000000,true,2026-05-01T00:00:00Z,"[""a,b"",""say \\""x\\""\\u000a"",""=1""]"\r
            bob,1970-01-01T00:00:01Z,1,,,,,\r
            """);
  }

  @Test
  void aParquetFileHasEachValueAsWhatItIs() throws Exception {
    user(
        "=ann",
        new AttributeValue.Text("Größe 😀"),
        new AttributeValue.Numeric(-1.5e7),
        new AttributeValue.Bool(true),
        new AttributeValue.Date(1_777_593_600_000L),
        new AttributeValue.Texts(List.of("a,b", "=1")));
    user("bob");
    SmallBlocks.seen(population, UserId.of("bob"), 1_000, 0);
    AsOf asOf = new AsOf(Instant.EPOCH, ZoneOffset.UTC);
    UserTable table =
        new UserTable(
            population,
            List.of(
                of(UserField.ID),
                of(UserField.FIRST_SEEN),
                of(UserField.SESSIONS),
                of(TEXT),
                of(NUMBER),
                of(VIP),
                of(SIGNUP),
                of(TAGS)),
            asOf);
    Selection all = population.select(new ResolvedCondition.All(List.of()), asOf);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.<RuntimeException>write(all, "", UserTable.Format.PARQUET, out::writeBytes);
    UserTable.Extent extent = table.extent(all, "", UserTable.Format.PARQUET);
    assertThat(extent.rows()).isEqualTo(2);
    assertThat(extent.bytes()).isEqualTo(out.size());
    assertThat(table.extent(all, "=", UserTable.Format.CSV).rows()).isEqualTo(1);
    try (ParquetFileReader reader =
            ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(out.toByteArray())));
        RowReader row = reader.rowReader()) {
      row.next();
      assertThat(row.getString(0)).isEqualTo("=ann");
      assertThat(row.isNull(1)).isTrue();
      assertThat(row.getLong(2)).isZero();
      assertThat(row.getString(3)).isEqualTo("Größe 😀");
      assertThat(row.getDouble(4)).isEqualTo(-1.5e7);
      assertThat(row.getBoolean(5)).isTrue();
      assertThat(row.getTimestamp(6)).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
      assertThat(row.getList(7).strings()).containsExactly("a,b", "=1");
      row.next();
      assertThat(row.getTimestamp(1)).isEqualTo(Instant.ofEpochSecond(1));
      assertThat(row.getLong(2)).isEqualTo(1);
      for (int column = 3; column < 8; column++) {
        assertThat(row.isNull(column)).isTrue();
      }
      assertThat(row.hasNext()).isFalse();
    }
  }

  @Test
  void aTextThatASpreadsheetCouldRunIsMadeHarmless() {
    for (String begin : List.of("=", "+", "-", "@", "\t", "\r", "\n")) {
      user(begin + "1+1", new AttributeValue.Text(begin + "cmd|' /C calc'!A0"));
    }
    user("1=1", new AttributeValue.Text("a=1"));
    String table = table("", of(UserField.ID), of(TEXT));
    assertThat(table)
        .contains("'=1+1,'=cmd|' /C calc'!A0\r\n")
        .contains("'+1+1,'+cmd|")
        .contains("'-1+1,'-cmd|")
        .contains("'@1+1,'@cmd|")
        .contains("'\t1+1,'\tcmd|")
        .contains("\"'\r1+1\",\"'\rcmd|")
        .contains("\"'\n1+1\",\"'\ncmd|")
        .contains("\r\n1=1,a=1\r\n");
  }

  @Test
  void manyUsersAreWrittenInSmallPiecesAndInOrder() {
    StringBuilder expected = new StringBuilder("user.id\r\n");
    for (int i = 0; i < 70_000; i++) {
      String id = String.format(Locale.ROOT, "%s%06d", i % 2 == 0 ? "even-" : "odd-", i);
      user(id);
      expected.append(i % 2 == 0 ? id + "\r\n" : "");
    }
    assertThat(table("even", of(UserField.ID))).isEqualTo(expected.toString());
    assertThat(pieces("even", of(UserField.ID)))
        .hasSizeGreaterThan(10)
        .allMatch(piece -> piece.length < 70_000);
    assertThat(table("nobody", of(UserField.ID))).isEqualTo("user.id\r\n");
  }

  @Test
  void whatAPageSaysIsNoColumn() {
    assertThatThrownBy(() ->
            new UserTable(
                population,
                List.of(new Operand.OfPage(PageField.PATH)),
                new AsOf(Instant.EPOCH, ZoneOffset.UTC)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("page.path");
  }
}
