package dev.muster.mailing;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/// A real SMTP server of this machine, which keeps what it takes. Whoever's address begins with
/// `nobody` it does not know.
public final class PostOffice implements AutoCloseable, SimpleMessageListener {

  private final SMTPServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /// A mail that arrived.
  ///
  /// @param recipient for whom, by the envelope
  public record Received(String from, String recipient, MimeMessage message) {

    /// Its parts that hold no other, in their order.
    public List<BodyPart> parts() {
      try {
        List<BodyPart> parts = new ArrayList<>();
        collect((Multipart) message.getContent(), parts);
        return parts;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void collect(Multipart whole, List<BodyPart> parts)
        throws IOException, MessagingException {
      for (int i = 0; i < whole.getCount(); i++) {
        if (whole.getBodyPart(i).getContent() instanceof Multipart inner) {
          collect(inner, parts);
        } else {
          parts.add(whole.getBodyPart(i));
        }
      }
    }

    /// The text of the first part of a media type.
    public String text(String type) {
      try {
        for (BodyPart part : parts()) {
          if (part.isMimeType(type)) {
            return new String(part.getInputStream().readAllBytes(), UTF_8);
          }
        }
        throw new AssertionError("no part " + type);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// @param port 0 for a free one
  /// @param change of how it is set up
  public PostOffice(int port, UnaryOperator<SMTPServer.Builder> change) {
    server =
        change
            .apply(
                SMTPServer.port(port)
                    .bindAddress(InetAddress.getLoopbackAddress())
                    .hostName("localhost")
                    .simpleMessageListener(this))
            .build();
    server.start();
  }

  /// One that takes everything from everybody.
  public PostOffice() {
    this(0, it -> it);
  }

  /// Where it listens.
  public int port() {
    return server.getPortAllocated();
  }

  /// This server, without a login and without TLS.
  public MailServer plain() {
    return new MailServer(
        "127.0.0.1",
        port(),
        MailServer.Security.NONE,
        Optional.empty(),
        "Muster <muster@example.com>");
  }

  /// What has arrived so far.
  public List<Received> received() {
    return List.copyOf(received);
  }

  /// Waits until as many have arrived.
  public List<Received> await(int count) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (received.size() < count) {
      if (System.nanoTime() > until) {
        throw new AssertionError(received.size() + " mails of " + count + " arrived");
      }
      Thread.sleep(20);
    }
    return received();
  }

  @Override
  public boolean accept(String from, String recipient) {
    return !recipient.startsWith("nobody");
  }

  @Override
  public void deliver(String from, String recipient, InputStream data) throws IOException {
    try {
      received.add(
          new Received(
              from, recipient, new MimeMessage(Session.getInstance(new Properties()), data)));
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
