package dev.muster.mailing;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands mails to a server by SMTP. Waits for it, so it belongs on virtual threads; safe for many.
final class Postman {

  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final int REASON_MAX = 300;
  private static final String UTF_8 = "UTF-8";

  private final MailServer server;
  private final Session session;

  Postman(MailServer server) {
    this(server, Optional.empty());
  }

  /// @param trust what makes connections with TLS; empty: Java's own, with the certificates that it
  ///   trusts
  Postman(MailServer server, Optional<SSLSocketFactory> trust) {
    this.server = server;
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", Integer.toString(server.port()));
    properties.put("mail.smtp.connectiontimeout", Long.toString(CONNECT_MAX.toMillis()));
    properties.put("mail.smtp.timeout", Long.toString(ANSWER_MAX.toMillis()));
    properties.put("mail.smtp.writetimeout", Long.toString(ANSWER_MAX.toMillis()));
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
    properties.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(trust.isEmpty()));
    trust.ifPresent(factory -> properties.put("mail.smtp.ssl.socketFactory", factory));
    switch (server.security()) {
      case NONE -> {}
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
    }
    this.session = Session.getInstance(properties);
  }

  /// Hands a mail over.
  ///
  /// @return the recipients that the server does not take, where it takes others
  /// @throws NotSentException if it went to nobody, as far as the server has said; or if the server
  ///   had all of it and said nothing, see [NotSentException#mayHaveArrived]
  List<String> send(Mail mail) throws NotSentException {
    HandOver transport = new HandOver(session);
    try {
      MimeMessage message = message(mail);
      String user = server.login().map(MailServer.Login::user).orElse(null);
      String password = server.login().map(MailServer.Login::password).orElse(null);
      transport.connect(user, password);
      transport.sendMessage(message, message.getAllRecipients());
      return List.of();
    } catch (SendFailedException e) {
      if (e.getValidSentAddresses() != null && e.getValidSentAddresses().length > 0) {
        return refused(e);
      }
      throw transport.leftOpen()
          ? NotSentException.unknown(reason(e))
          : new NotSentException(
              "The mail server takes none of the recipients: " + reason(e) + ".", e);
    } catch (AuthenticationFailedException e) {
      throw new NotSentException(
          "The mail server refuses the login of smtp-user: " + reason(e) + ".", e);
    } catch (MailConnectException e) {
      throw new NotSentException(
          "The mail server "
              + server.host()
              + ":"
              + server.port()
              + " cannot be reached: "
              + reason(e)
              + ".",
          e);
    } catch (MessagingException e) {
      if (transport.leftOpen()) {
        throw NotSentException.unknown(reason(e));
      }
      String what =
          e.getCause() instanceof SSLException
              ? "No safe connection to the mail server: "
              : "The mail server does not take the mail: ";
      throw new NotSentException(what + reason(e) + ".", e);
    } finally {
      takeLeave(transport);
    }
  }

  /// What became of the mail is known by now, whatever the server answers to a farewell.
  private static void takeLeave(HandOver transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("the mail server did not say goodbye: {}", e.getMessage());
    }
  }

  /// A connection that knows whether the server may have taken a mail without saying so.
  private static final class HandOver extends SMTPTransport {
    private boolean leftOpen;

    HandOver(Session session) {
      super(session, new URLName("smtp", null, -1, null, null, null));
    }

    /// Whether all of a mail was handed over, and no answer came.
    boolean leftOpen() {
      return leftOpen;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
      leftOpen = true;
      try {
        super.finishData();
        leftOpen = false;
      } catch (SMTPSendFailedException e) {
        // RFC 5321, 4.2.1: 4xx and 5xx say that it was not taken. What is less is no answer.
        leftOpen = e.getReturnCode() < 400;
        throw e;
      }
    }
  }

  private static List<String> refused(SendFailedException e) {
    List<Address> refused = new ArrayList<>();
    for (Address[] some : new Address[][] {e.getInvalidAddresses(), e.getValidUnsentAddresses()}) {
      if (some != null) {
        refused.addAll(Arrays.asList(some));
      }
    }
    return refused.stream().map(Address::toString).toList();
  }

  /// What the server or the network said, in one bearable line.
  private static String reason(Throwable thrown) {
    Throwable at = thrown;
    String said = "";
    for (int depth = 0; at != null && depth < 5; depth++) {
      if (at.getMessage() != null && !at.getMessage().isBlank()) {
        said = at.getMessage();
      }
      at = at instanceof MessagingException nested ? nested.getNextException() : at.getCause();
    }
    String line = said.replaceAll("\\p{Cntrl}+", " ").strip().replaceAll("[.;]+$", "");
    return line.length() <= REASON_MAX ? line : line.substring(0, REASON_MAX) + "…";
  }

  private MimeMessage message(Mail mail) throws MessagingException {
    MimeMessage message = new Identified(session, mail.id());
    message.setFrom(sender());
    for (String recipient : mail.recipients()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient, true));
    }
    message.setSubject(mail.subject(), UTF_8);
    message.setSentDate(Date.from(Instant.now()));
    // RFC 3834: so that nobody's absence is answered to a server.
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeMultipart all = new MimeMultipart("mixed");
    all.addBodyPart(holding(shown(mail)));
    for (Mail.File file : mail.files()) {
      if (!file.isShown()) {
        all.addBodyPart(part(file));
      }
    }
    message.setContent(all);
    message.saveChanges();
    return message;
  }

  /// The name in it may have letters that a header cannot have as they are.
  private InternetAddress sender() throws MessagingException {
    InternetAddress from = new InternetAddress(server.from());
    String name = from.getPersonal();
    if (name == null) {
      return from;
    }
    try {
      return new InternetAddress(from.getAddress(), name, UTF_8);
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException("every Java has UTF-8", impossible);
    }
  }

  /// Text and HTML, of which one is read; the HTML with the pictures that it shows.
  private static MimeMultipart shown(Mail mail) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), UTF_8, "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), UTF_8, "html");
    MimeMultipart related = new MimeMultipart("related");
    related.addBodyPart(html);
    for (Mail.File file : mail.files()) {
      if (file.isShown()) {
        related.addBodyPart(part(file));
      }
    }
    MimeMultipart alternative = new MimeMultipart("alternative");
    alternative.addBodyPart(text);
    alternative.addBodyPart(holding(related));
    return alternative;
  }

  private static MimeBodyPart holding(MimeMultipart parts) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(parts);
    return part;
  }

  private static MimeBodyPart part(Mail.File file) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.bytes(), file.type())));
    part.setFileName(file.name());
    if (file.isShown()) {
      part.setDisposition(MimeBodyPart.INLINE);
      part.setContentID("<" + file.name() + ">");
    } else {
      part.setDisposition(MimeBodyPart.ATTACHMENT);
    }
    return part;
  }

  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + ">");
    }
  }
}
