package dev.muster.sheet;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// Texts as outlines, from the font Liberation Sans that comes with PDFBox. Java's own fonts are
/// not used: they need what a server often lacks, a font and fontconfig. Safe for many threads.
final class Glyphs {

  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final class Holder {
    private static final Glyphs GLYPHS = load();
  }

  /// A glyph.
  ///
  /// @param outline in units of the font, upwards
  /// @param advance in units of the font
  private record Glyph(Path2D outline, double advance) {}

  private final TrueTypeFont font;
  private final CmapLookup codes;
  private final double unitsPerEm;
  private final Map<Integer, Glyph> known = new ConcurrentHashMap<>();

  private Glyphs(TrueTypeFont font) throws IOException {
    this.font = font;
    this.codes = font.getUnicodeCmapLookup();
    this.unitsPerEm = font.getUnitsPerEm();
  }

  static Glyphs get() {
    return Holder.GLYPHS;
  }

  private static Glyphs load() {
    try (InputStream in = TTFParser.class.getResourceAsStream(FONT)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + FONT);
      }
      return new Glyphs(new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Glyph glyph(int character) {
    Glyph glyph = known.get(character);
    if (glyph == null) {
      glyph = read(character);
      known.put(character, glyph);
    }
    return glyph;
  }

  /// The font's reader is not for many threads.
  private synchronized Glyph read(int character) {
    try {
      int id = codes.getGlyphId(character);
      var data = font.getGlyph().getGlyph(id);
      GeneralPath outline = data == null ? new GeneralPath() : data.getPath();
      return new Glyph(outline, font.getAdvanceWidth(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How wide a text is.
  double width(String text, double size) {
    return text.codePoints().mapToDouble(it -> glyph(it).advance).sum() * size / unitsPerEm;
  }

  /// A text's outline.
  ///
  /// @param x where it begins
  /// @param y its base line
  Path2D outline(String text, double size, double x, double y) {
    double scale = size / unitsPerEm;
    Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double at = x;
    for (int character : text.codePoints().toArray()) {
      Glyph glyph = glyph(character);
      AffineTransform place = AffineTransform.getTranslateInstance(at, y);
      place.scale(scale, -scale);
      all.append(glyph.outline.getPathIterator(place), false);
      at += glyph.advance * scale;
    }
    return all;
  }

  /// The text, cut so that it fits.
  String fitting(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end).stripTrailing() + "…", size) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).stripTrailing() + "…";
  }
}
