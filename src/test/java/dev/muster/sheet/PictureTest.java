package dev.muster.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every view as a table and as a picture.
class PictureTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Sheets SHEETS =
      new Sheets(field -> "CRM " + field, key -> "The " + key, ZoneOffset.UTC);

  @TempDir private Path directory;

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static String intervals(int days) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < days; i++) {
      LocalDate day = LocalDate.of(2026, 5, 1).plusDays(i);
      all.add("{'from':'%1$s','to':'%1$s'}".formatted(day));
    }
    return String.join(",", all);
  }

  private static String values(int days, double size) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < days; i++) {
      all.add("" + Math.round(size * (2 + Math.sin(i * 0.9) + i / 20.0)));
    }
    return String.join(",", all);
  }

  private static Map<String, String> answers() {
    Map<String, String> answers = new TreeMap<>();
    String period = "'period':{'from':'2026-05-01','to':'2026-05-30'}";
    answers.put(
        "overview",
        """
        {%s,'known':1234567,'matching':45678,
         'active':{'today':{'now':4123,'before':4001},'week':{'now':12345,'before':13000},
                   'month':{'now':45678,'before':0}},
         'figures':{'activeUsers':{'now':12,'before':12},'newUsers':{'now':120,'before':80},
                    'pageLoads':{'now':9876543,'before':8876543},'sessions':{'now':0,'before':3}}}
        """
            .formatted(period));
    answers.put(
        "trend",
        "{'figure':'activeUsers','interval':'day',%s,'intervals':[%s],'values':[%s],'total':4567,"
                .formatted(period, intervals(30), values(30, 900))
            + "'ongoing':29,'before':{%s,'values':[%s],'total':4000},'split':{}}"
                .formatted("'period':{'from':'2026-04-01','to':'2026-04-30'}", values(30, 700)));
    answers.put(
        "trend split",
        "{'figure':'pageLoads','interval':'day',%s,'intervals':[%s],'values':[%s],'total':4567,"
                .formatted(period, intervals(12), values(12, 900))
            + "'before':{'values':[],'total':4000},'split':{'vip':{'values':[%s]},"
                .formatted(values(12, 300))
            + "'pros':{'values':[%s]}}}".formatted(values(12, 500)));
    answers.put(
        "trend of a size",
        """
        {'figure':'segmentSize','segment':'vip','interval':'day',%s,'intervals':[%s],
         'values':[null,null,3,4,null,6],'total':6,'before':{'values':[null],'total':null},
         'split':{'pros':{'values':[null,null,7,7,8,9],'total':9}}}
        """
            .formatted(period, intervals(6)));
    answers.put(
        "breakdown",
        """
        {'field':'plan','kind':'values','total':99,'matching':80,'missing':7,'other':3,
         'buckets':[{'value':'pro','users':40},{'value':'Größe – a rather long name of a plan','users':20},
                    {'value':'free','users':10}]}
        """);
    answers.put(
        "cross",
        """
        {'matching':80,
         'rows':{'field':'plan','groups':[{'group':{'value':'pro'},'users':40},{'group':{'rest':'missing'},'users':4}]},
         'columns':{'field':'arr','groups':[{'group':{'from':0,'to':1000},'users':40},
            {'group':{'from':1000,'to':2000},'users':9},{'group':{'rest':'other'},'users':4}]},
         'cells':[[30,8,2],[1,0,3]]}
        """);
    answers.put(
        "summary",
        """
        {'field':'arr','by':{'field':'plan','type':'string'},
         'all':{'users':3,'missing':1,'sum':600.5,'average':200.1667,'least':100,'greatest':300,
                'percentiles':{'5':100,'25':100,'50':200,'75':300,'95':300,'99':300}},
         'groups':[{'group':{'value':'pro'},'figures':{'users':2,'missing':0,'sum':500,'average':250,
            'least':200,'greatest':300,'percentiles':{'5':200,'25':200,'50':200,'75':300,'95':300,'99':300}}}]}
        """);
    answers.put(
        "pages",
        """
        {%s,'users':50,'loads':90,'pages':2,'items':[{'page':'/pricing','users':40,'loads':60},
          {'page':'/orders/*','users':20,'loads':25}],'other':{'users':3,'loads':5}}
        """
            .formatted(period));
    List<String> cohorts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<String> active = new ArrayList<>();
      for (int j = 0; j < 10 - i; j++) {
        active.add("" + Math.round((1000 + 50 * i) / (1 + 0.8 * j)));
      }
      cohorts.add(
          "{'period':{'from':'%s'},'users':%d,'active':[%s]}"
              .formatted(
                  LocalDate.of(2026, 3, 2).plusWeeks(i), 1000 + 50 * i, String.join(",", active)));
    }
    answers.put(
        "retention",
        "{'interval':'week',%s,'cohorts':[%s]}".formatted(period, String.join(",", cohorts)));
    answers.put(
        "segments",
        """
        {%s,'items':[{'segment':'vip','name':'VIP','now':5,'sizes':[{'date':'2026-05-01','users':3},
           {'date':'2026-05-02','users':4},{'date':'2026-05-04','users':5}]},
           {'segment':'pro','name':'Pro','now':5,'sizes':[{'date':'2026-05-02','users':7}]}]}
        """
            .formatted(period));
    answers.put(
        "overlap",
        """
        {'matching':10,'segments':[],'combinations':[{'in':[],'users':4},{'in':['vip'],'users':3},
          {'in':['vip','pro'],'users':3}]}
        """);
    answers.put(
        "flows",
        """
        {%s,'before':{},'users':9,'segments':[{'segment':'vip','before':3,'now':5,'entered':3,'left':1}],'cells':[]}
        """
            .formatted(period));
    answers.put("users", "{'matching':3,'total':12}");
    return answers;
  }

  private static Sheet sheet(String name) {
    String answer = Optional.ofNullable(answers().get(name)).orElseThrow();
    return SHEETS.of(name.replaceAll(" .*", ""), json(answer));
  }

  @TestFactory
  Stream<DynamicTest> everyViewIsATableAndAPicture() {
    return answers().keySet().stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  Sheet sheet = sheet(name);
                  assertThat(sheet.table().rows()).isNotEmpty();
                  assertThat(sheet.csv().lines().count())
                      .isEqualTo(sheet.table().rows().size() + 1);
                  byte[] png = Picture.png("The " + name, sheet);
                  keep(name, png);
                  BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
                  assertThat(image.getWidth()).isEqualTo(1200);
                  assertThat(image.getHeight()).isBetween(200, 2400);
                  assertThat(png.length).isLessThan(200_000);
                  assertThat(inked(image)).as("something is drawn").isGreaterThan(2_000);
                }));
  }

  /// To be looked at, where somebody wants to.
  private static void keep(String name, byte[] png) throws IOException {
    String kept = System.getenv("MUSTER_PICTURES");
    if (kept != null) {
      Files.write(Path.of(kept).resolve(name.replace(' ', '-') + ".png"), png);
    }
  }

  private static int inked(BufferedImage image) {
    int inked = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        inked += (image.getRGB(x, y) & 0xffffff) == 0xffffff ? 0 : 1;
      }
    }
    return inked;
  }

  private static List<String> rows(String name) {
    return sheet(name).csv().lines().toList();
  }

  @Test
  void tablesSayWhatTheAnswerSays() {
    assertThat(rows("breakdown"))
        .containsExactly(
            "CRM plan,Users",
            "pro,40",
            "Größe – a rather long name of a plan,20",
            "free,10",
            "Other values,3",
            "Without a value,7");
    assertThat(rows("cross"))
        .containsExactly(
            "CRM plan / CRM arr,\"0 – 1,000\",\"1,000 – 2,000\",Other values",
            "pro,30,8,2",
            "Without a value,1,0,3");
    assertThat(rows("segments"))
        .containsExactly("Day,VIP,Pro", "2026-05-01,3,", "2026-05-02,4,7", "2026-05-04,5,");
    assertThat(sheet("trend").about()).isEqualTo("Active users, 1 – 30 May 2026: 4,567 (+14.2 %)");
    assertThat(rows("trend"))
        .startsWith("Day,Active users,Before (1 – 30 Apr 2026),Still going on")
        .filteredOn(row -> row.endsWith("yes"))
        .singleElement()
        .asString()
        .matches("2026-05-30,\\d+,\\d+,yes");
    assertThat(sheet("trend of a size").about()).isEqualTo("Users in The vip, 1 – 30 May 2026: 6");
    assertThat(rows("trend of a size"))
        .startsWith("Day,The vip,The pros", "2026-05-01,,")
        .endsWith("2026-05-06,6,9");
    assertThat(sheet("summary").csv()).contains("All,3,1,600.5,200.1667,100,");
  }

  @Test
  void daysAreWrittenForPeopleInWhatIsDrawnAndForProgramsInTables() {
    Drawing.Lines daily = (Drawing.Lines) sheet("trend").drawing();
    assertThat(daily.axis()).isEqualTo("Day");
    assertThat(daily.moments().getFirst()).isEqualTo(new Drawing.Moment("1 May 2026", "1 May"));
    assertThat(daily.moments().getLast())
        .isEqualTo(new Drawing.Moment("30 May 2026, still going on", "30 May"));
    Drawing.Lines weekly =
        (Drawing.Lines)
            SHEETS
                .of(
                    "trend",
                    json(
                        """
                        {'figure':'sessions','interval':'week','period':{'from':'2025-12-31','to':'2026-02-28'},
                         'intervals':[{'from':'2025-12-29','to':'2026-01-04'},{'from':'2026-01-26','to':'2026-02-01'},
                           {'from':'2026-02-02','to':'2026-02-08'},{'from':'2026-02-01','to':'2026-02-28'}],
                         'values':[1,2,3,4],'total':10,'split':{},'ongoing':null,
                         'before':{'period':{'from':'2025-11-01','to':'2025-12-30'},'values':[],'total':0}}
                        """))
                .drawing();
    assertThat(weekly.ongoing()).isEmpty();
    assertThat(weekly.moments())
        .extracting(Drawing.Moment::name)
        .containsExactly(
            "29 Dec 2025 – 4 Jan 2026", "26 Jan – 1 Feb 2026", "2 – 8 Feb 2026", "Feb 2026");
    Sheet months =
        SHEETS.of(
            "breakdown",
            json(
                """
                {'field':'signup','kind':'dates','total':3,'matching':3,'missing':0,'other':0,
                 'buckets':[{'from':'2026-05-01T00:00:00Z','to':'2026-06-01T00:00:00Z','users':3}]}
                """));
    assertThat(months.csv().lines()).last().isEqualTo("2026-05-01,3");
    assertThat(months.drawing())
        .isEqualTo(new Drawing.Bars(List.of(new Drawing.Bar("May 2026", 3))));
    assertThat(((Drawing.Heat) sheet("retention").drawing()).rows().getFirst())
        .startsWith("2 Mar 2026 · ");
  }

  @Test
  void whoHasNoNumberHasNoAverageOfNothing() {
    String none =
        "{'users':0,'missing':4,'sum':null,'average':null,'least':null,'greatest':null,"
            + "'percentiles':{'50':null}}";
    Drawing all = SHEETS.of("summary", json("{'field':'arr','all':" + none + "}")).drawing();
    assertThat(all)
        .isEqualTo(
            new Drawing.Tiles(List.of(new Drawing.Tile("Users", 0, OptionalDouble.empty()))));
    String some = none.replace("'average':null", "'average':250");
    Drawing groups =
        SHEETS
            .of(
                "summary",
                json(
                    "{'field':'arr','all':%s,'groups':[{'group':{'value':'pro'},'figures':%s},{'group':{'value':'free'},'figures':%s}]}"
                        .formatted(some, some, none)))
            .drawing();
    assertThat(groups).isEqualTo(new Drawing.Bars(List.of(new Drawing.Bar("pro", 250))));
  }

  @Test
  void nothingIsAPictureToo() {
    byte[] png =
        Picture.png(
            "", new Sheet("", new Table(List.of(), List.of()), new Drawing.Bars(List.of())));
    assertThat(png).isNotEmpty();
  }

  /// Draws one, for [#aMachineWithoutFontsDrawsTheSame].
  static final class Draws {
    private Draws() {}

    public static void main(String[] arguments) throws IOException {
      Files.write(Path.of(arguments[0]), Picture.png("The trend", sheet("trend")));
    }
  }

  @Test
  void aMachineWithoutFontsDrawsTheSame() throws Exception {
    Path file = directory.resolve("drawn.png");
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dsun.awt.fontconfig=/nonexistent",
                "-cp",
                System.getProperty("java.class.path"),
                Draws.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(Picture.png("The trend", sheet("trend")));
  }
}
