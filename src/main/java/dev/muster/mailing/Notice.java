package dev.muster.mailing;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A short mail that tells people of something.
///
/// @param id what goes into its `Message-ID`, so that whoever gets it twice can tell
/// @param subject one line, which is its title, too
/// @param recipients their addresses
/// @param about where it is, in a line under the title
/// @param paragraphs what is told
/// @param link where to look, where people reach this server
/// @param foot why they get it, and how to be rid of it
public record Notice(
    String id,
    String subject,
    List<String> recipients,
    String about,
    List<String> paragraphs,
    Optional<URI> link,
    String foot) {

  private static final String FONT = "font-family:Arial,Helvetica,sans-serif";

  /// Copies the lists.
  public Notice {
    recipients = List.copyOf(recipients);
    paragraphs = List.copyOf(paragraphs);
  }

  Mail mail() {
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(subject))
        .append("</title></head><body style=\"margin:0;padding:16px;color:#1a1b1e;")
        .append(FONT)
        .append("\"><h1 style=\"font-size:20px;margin:0\">")
        .append(escaped(subject))
        .append("</h1><p style=\"color:#5c636b;font-size:13px\">")
        .append(escaped(about))
        .append("</p>");
    text.append(subject).append('\n').append(about).append('\n');
    for (String paragraph : paragraphs) {
      text.append('\n').append(paragraph).append('\n');
      html.append("<p style=\"font-size:14px\">").append(escaped(paragraph)).append("</p>");
    }
    link.ifPresent(url -> {
      text.append("\nOpen it in Muster: ").append(url).append('\n');
      html.append("<p style=\"font-size:14px\"><a href=\"")
          .append(escaped(url.toString()))
          .append("\">Open it in Muster</a></p>");
    });
    text.append('\n').append(foot).append('\n');
    html.append("<p style=\"color:#5c636b;font-size:12px;margin-top:24px\">")
        .append(escaped(foot))
        .append("</p></body></html>");
    return new Mail(id, subject, recipients, text.toString(), html.toString(), List.of());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
