package dev.muster.catalog;

import java.util.regex.Pattern;

/// Addresses that mails come from and go to: of a form that no header and no SMTP command takes for
/// something else. Quoted local parts and comments are not among them.
public final class MailAddress {

  private static final Pattern FORM =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,8}");

  private MailAddress() {}

  /// Whether a text is one. That mail reaches it cannot be seen from its form.
  public static boolean is(String text) {
    return FORM.matcher(text).matches();
  }
}
