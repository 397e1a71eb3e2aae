package dev.muster.sheet;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// A sheet as a picture that reads well in a mail: 600 wide, drawn twice as large for screens that
/// show more. Needs no display, no browser and no font.
public final class Picture {

  /// How wide it is meant to be shown, in CSS pixels.
  public static final int WIDTH = 600;

  private static final int SCALE = 2;
  private static final double MARGIN = 20;
  private static final double TITLE = 18;
  private static final double TEXT = 12;

  private static final Color BACK = Color.WHITE;
  private static final Color INK = new Color(0x1a, 0x1b, 0x1e);
  private static final Color MUTED = new Color(0x5c, 0x63, 0x6b);
  private static final Color LINE = new Color(0xde, 0xe2, 0xe6);
  private static final Color TILE = new Color(0xf4, 0xf6, 0xf8);

  /// Told apart by people who see colours differently, too (Okabe and Ito), as dark as needed.
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00, 0x62, 0xa3),
          new Color(0xc9, 0x57, 0x00),
          new Color(0x00, 0x80, 0x5c),
          new Color(0xa6, 0x4a, 0x80),
          new Color(0x8a, 0x6d, 0x00),
          new Color(0x3a, 0x8f, 0xc7),
          new Color(0x55, 0x55, 0x55));

  private static final Color HEAT = COLOURS.getFirst();

  /// To a point that is not where it will be.
  private static final BasicStroke UNFINISHED =
      new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {3, 3}, 0);

  /// So that a picture stays one.
  private static final int BARS_MAX = 30;

  private static final int ROWS_MAX = 40;
  private static final int COLUMNS_MAX = 13;

  private final Glyphs glyphs = Glyphs.get();
  private final Graphics2D pen;

  private Picture(Graphics2D pen) {
    this.pen = pen;
  }

  /// @param title what it is called
  /// @return a PNG
  public static byte[] png(String title, Sheet sheet) {
    int height = (int) Math.ceil(height(sheet));
    BufferedImage image =
        new BufferedImage(WIDTH * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      pen.scale(SCALE, SCALE);
      new Picture(pen).draw(title, sheet, height);
    } finally {
      pen.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
    try {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IllegalStateException("every Java writes PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static double top(Sheet sheet) {
    return MARGIN + TITLE + (sheet.about().isEmpty() ? 16 : 36);
  }

  private static double height(Sheet sheet) {
    double body =
        switch (sheet.drawing()) {
          case Drawing.Lines lines -> 260 + legendRows(lines) * 20;
          case Drawing.Bars(var bars) -> Math.clamp(bars.size(), 1, BARS_MAX + 1) * 26 + 6;
          case Drawing.Heat heat -> Math.clamp(heat.rows().size(), 1, ROWS_MAX + 1) * 26 + 34;
          case Drawing.Tiles(var tiles) -> (tiles.size() + 2) / 3 * 92;
        };
    return top(sheet) + body + MARGIN;
  }

  private static int legendRows(Drawing.Lines lines) {
    int series = Math.min(lines.series().size(), COLOURS.size() + 1);
    return (series + (lines.ongoing().isPresent() ? 1 : 0) + 1) / 2;
  }

  private void draw(String title, Sheet sheet, int height) {
    fill(new Rectangle2D.Double(0, 0, WIDTH, height), BACK);
    double width = WIDTH - 2 * MARGIN;
    text(glyphs.fitting(title, TITLE, width), TITLE, MARGIN, MARGIN + TITLE, INK);
    if (!sheet.about().isEmpty()) {
      String about = glyphs.fitting(sheet.about(), TEXT, width);
      text(about, TEXT, MARGIN, MARGIN + TITLE + 20, MUTED);
    }
    double y = top(sheet);
    switch (sheet.drawing()) {
      case Drawing.Lines lines when lines.moments().isEmpty() -> nothing(y);
      case Drawing.Lines lines -> lines(lines, y);
      case Drawing.Bars(var bars) when bars.isEmpty() -> nothing(y);
      case Drawing.Bars(var bars) -> bars(bars, y);
      case Drawing.Heat heat when heat.rows().isEmpty() -> nothing(y);
      case Drawing.Heat heat -> heat(heat, y);
      case Drawing.Tiles(var tiles) -> tiles(tiles, y);
    }
  }

  private void nothing(double y) {
    text("Nothing to show yet.", TEXT, MARGIN, y + 16, MUTED);
  }

  private void fill(Shape shape, Color colour) {
    pen.setColor(colour);
    pen.fill(shape);
  }

  private void text(String text, double size, double x, double y, Color colour) {
    fill(glyphs.outline(text, size, x, y), colour);
  }

  private void rightText(String text, double size, double right, double y, Color colour) {
    text(text, size, right - glyphs.width(text, size), y, colour);
  }

  private void lines(Drawing.Lines lines, double top) {
    // The comparison is beneath what it is compared with.
    List<Drawing.Series> series =
        lines.series().size() <= COLOURS.size() + 1
            ? lines.series()
            : lines.series().subList(0, COLOURS.size());
    double most = 0;
    for (Drawing.Series one : series) {
      for (double value : one.values()) {
        most = Double.isNaN(value) ? most : Math.max(most, value);
      }
    }
    double step = step(most);
    double limit = Math.max(step, Math.ceil(most / step) * step);
    double left = MARGIN + 12;
    for (double value = 0; value <= limit; value += step) {
      left = Math.max(left, MARGIN + glyphs.width(Figures.brief(value), TEXT) + 8);
    }
    Rectangle2D area = new Rectangle2D.Double(left, top + 6, WIDTH - MARGIN - left, 214);
    for (double value = 0; value <= limit + step / 2; value += step) {
      double y = area.getMaxY() - value / limit * area.getHeight();
      fill(new Rectangle2D.Double(left, y - 0.5, area.getWidth(), 1), LINE);
      rightText(Figures.brief(value), TEXT, left - 8, y + 4, MUTED);
    }
    moments(lines.moments(), area);
    for (int i = series.size() - 1; i >= 0; i--) {
      line(series.get(i), colour(series.get(i), i), area, limit, lines);
    }
    legend(series, top + 252);
    lines.ongoing().ifPresent(at -> ongoing(lines.moments().get(at), series.size(), top + 252));
  }

  private static Color colour(Drawing.Series series, int at) {
    return series.isPale() ? new Color(0x9a, 0xa1, 0xa9) : COLOURS.get(at % COLOURS.size());
  }

  /// A round step of which 3 to 6 reach to the top.
  private static double step(double most) {
    double rough = Math.max(most, 1) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5, 10}) {
      if (factor * power >= rough) {
        return Math.max(1, factor * power);
      }
    }
    return Math.max(1, 10 * power);
  }

  private void moments(List<Drawing.Moment> moments, Rectangle2D area) {
    double wide = glyphs.width("Mmm 2026", TEXT) + 16;
    int most = Math.max(2, (int) (area.getWidth() / wide));
    int every = Math.max(1, (moments.size() + most - 1) / most);
    for (int i = 0; i < moments.size(); i += every) {
      String text = moments.get(i).tick();
      double x = x(i, moments.size(), area);
      double begin = x - glyphs.width(text, TEXT) / 2;
      double fits = Math.clamp(begin, area.getX() - 8, WIDTH - MARGIN - glyphs.width(text, TEXT));
      fill(new Rectangle2D.Double(x - 0.5, area.getMaxY(), 1, 4), LINE);
      text(text, TEXT, fits, area.getMaxY() + 18, MUTED);
    }
  }

  private static double x(int at, int count, Rectangle2D area) {
    return count == 1
        ? area.getCenterX()
        : area.getX() + 6 + (area.getWidth() - 12) * at / (count - 1);
  }

  private void line(
      Drawing.Series series, Color colour, Rectangle2D area, double limit, Drawing.Lines lines) {
    int count = lines.moments().size();
    // What it is compared with is over.
    int ongoing = series.isPale() ? -1 : lines.ongoing().orElse(-1);
    Path2D path = new Path2D.Double();
    Path2D tail = new Path2D.Double();
    boolean isDrawn = false;
    List<Shape> points = new ArrayList<>();
    List<Shape> open = new ArrayList<>();
    for (int i = 0; i < Math.min(count, series.values().size()); i++) {
      double value = series.values().get(i);
      if (Double.isNaN(value)) {
        isDrawn = false;
        continue;
      }
      double x = x(i, count, area);
      double y = area.getMaxY() - value / limit * area.getHeight();
      if (i == ongoing) {
        if (isDrawn) {
          tail.moveTo(path.getCurrentPoint().getX(), path.getCurrentPoint().getY());
          tail.lineTo(x, y);
        }
        open.add(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
        isDrawn = false;
        continue;
      }
      if (isDrawn) {
        path.lineTo(x, y);
      } else {
        path.moveTo(x, y);
      }
      isDrawn = true;
      points.add(new Ellipse2D.Double(x - 2.5, y - 2.5, 5, 5));
    }
    pen.setColor(colour);
    pen.setStroke(stroke(series));
    pen.draw(path);
    pen.setStroke(UNFINISHED);
    pen.draw(tail);
    open.forEach(point -> open(point, colour));
    if (count <= 31 && !series.isPale()) {
      points.forEach(point -> fill(point, colour));
    }
  }

  /// A point that is not where it will be.
  private void open(Shape point, Color colour) {
    fill(point, BACK);
    pen.setColor(colour);
    pen.setStroke(new BasicStroke(1.5f));
    pen.draw(point);
  }

  /// What a point that is open means, after the names of the lines.
  private void ongoing(Drawing.Moment moment, int at, double top) {
    double half = (WIDTH - 2 * MARGIN) / 2;
    int row = at / 2;
    double x = MARGIN + (at % 2) * half;
    double y = top + row * 20;
    pen.setColor(MUTED);
    pen.setStroke(UNFINISHED);
    pen.draw(new Line2D.Double(x + 1, y, x + 13, y));
    open(new Ellipse2D.Double(x + 13, y - 3, 6, 6), MUTED);
    text(moment.name(), TEXT, x + 26, y + 4, INK);
  }

  private static BasicStroke stroke(Drawing.Series series) {
    return series.isPale()
        ? new BasicStroke(
            1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {4, 4}, 0)
        : new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private void legend(List<Drawing.Series> series, double top) {
    double half = (WIDTH - 2 * MARGIN) / 2;
    for (int i = 0; i < series.size(); i++) {
      double x = MARGIN + (i % 2) * half;
      int row = i / 2;
      double y = top + row * 20;
      pen.setColor(colour(series.get(i), i));
      pen.setStroke(stroke(series.get(i)));
      pen.draw(new Line2D.Double(x + 1, y, x + 19, y));
      String name = glyphs.fitting(series.get(i).name(), TEXT, half - 40);
      text(name, TEXT, x + 26, y + 4, INK);
    }
  }

  private void bars(List<Drawing.Bar> all, double top) {
    List<Drawing.Bar> bars = all.subList(0, Math.min(all.size(), BARS_MAX));
    double most = 1e-9;
    double names = 0;
    double figures = 0;
    for (Drawing.Bar bar : bars) {
      most = Math.max(most, bar.value());
      names = Math.max(names, glyphs.width(bar.name(), TEXT));
      figures = Math.max(figures, glyphs.width(Figures.words(bar.value()), TEXT));
    }
    names = Math.min(names, 200);
    double left = MARGIN + names + 10;
    double wide = WIDTH - MARGIN - figures - 8 - left;
    double y = top;
    for (Drawing.Bar bar : bars) {
      rightText(glyphs.fitting(bar.name(), TEXT, names), TEXT, left - 10, y + 16, INK);
      double length = Math.max(bar.value() > 0 ? 2 : 0, wide * Math.max(0, bar.value()) / most);
      fill(new RoundRectangle2D.Double(left, y + 3, length, 18, 4, 4), COLOURS.getFirst());
      text(Figures.words(bar.value()), TEXT, left + length + 6, y + 16, INK);
      y += 26;
    }
    more(all.size() - bars.size(), y);
  }

  private void more(int left, double y) {
    if (left > 0) {
      text("and " + left + " more", TEXT, MARGIN, y + 16, MUTED);
    }
  }

  private void heat(Drawing.Heat heat, double top) {
    int rows = Math.min(heat.rows().size(), ROWS_MAX);
    int columns = Math.min(heat.columns().size(), COLUMNS_MAX);
    double names = 0;
    for (String row : heat.rows().subList(0, rows)) {
      names = Math.max(names, glyphs.width(row, TEXT));
    }
    names = Math.min(names, 150);
    double left = MARGIN + names + 10;
    double wide = Math.min(90, (WIDTH - MARGIN - left) / Math.max(1, columns));
    for (int i = 0; i < columns; i++) {
      String name = glyphs.fitting(heat.columns().get(i), TEXT - 1, wide - 4);
      double x = left + i * wide + (wide - glyphs.width(name, TEXT - 1)) / 2;
      text(name, TEXT - 1, x, top + 16, MUTED);
    }
    double y = top + 26;
    for (int row = 0; row < rows; row++) {
      String name = glyphs.fitting(heat.rows().get(row), TEXT, names);
      rightText(name, TEXT, left - 10, y + 16, INK);
      List<Drawing.Cell> cells = heat.cells().get(row);
      for (int i = 0; i < Math.min(columns, cells.size()); i++) {
        cell(cells.get(i), left + i * wide, y, wide);
      }
      y += 26;
    }
    more(heat.rows().size() - rows, y);
  }

  private void cell(Drawing.Cell cell, double x, double y, double wide) {
    if (cell.text().isEmpty()) {
      return;
    }
    double share = Math.clamp(cell.share(), 0, 1);
    Color colour = mixed(HEAT, TILE, share);
    fill(new Rectangle2D.Double(x + 1, y + 1, wide - 2, 24), colour);
    double size = wide < 40 ? TEXT - 2 : TEXT - 1;
    String text = glyphs.fitting(cell.text(), size, wide - 4);
    Color ink = luminance(colour) < 0.18 ? Color.WHITE : INK;
    text(text, size, x + (wide - glyphs.width(text, size)) / 2, y + 17, ink);
  }

  /// As WCAG 2 reckons it; below 0.18 white is read more easily than black.
  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static Color mixed(Color much, Color none, double share) {
    return new Color(
        (int) Math.round(none.getRed() + (much.getRed() - none.getRed()) * share),
        (int) Math.round(none.getGreen() + (much.getGreen() - none.getGreen()) * share),
        (int) Math.round(none.getBlue() + (much.getBlue() - none.getBlue()) * share));
  }

  private void tiles(List<Drawing.Tile> tiles, double top) {
    double wide = (WIDTH - 2 * MARGIN - 2 * 10) / 3;
    for (int i = 0; i < tiles.size(); i++) {
      Drawing.Tile tile = tiles.get(i);
      double x = MARGIN + (i % 3) * (wide + 10);
      int row = i / 3;
      double y = top + row * 92;
      fill(new RoundRectangle2D.Double(x, y, wide, 82, 8, 8), TILE);
      double room = wide - 24;
      text(glyphs.fitting(tile.name(), TEXT, room), TEXT, x + 12, y + 20, MUTED);
      String value = Figures.words(tile.value());
      double size = glyphs.width(value, 24) > room ? 16 : 24;
      text(glyphs.fitting(value, size, room), size, x + 12, y + 48, INK);
      tile.before()
          .ifPresent(before ->
              text(
                  glyphs.fitting(
                      before == 0
                          ? Figures.change(tile.value(), before)
                          : Figures.change(tile.value(), before)
                              + ", before "
                              + Figures.brief(before),
                      TEXT,
                      room),
                  TEXT,
                  x + 12,
                  y + 69,
                  MUTED));
    }
  }
}
