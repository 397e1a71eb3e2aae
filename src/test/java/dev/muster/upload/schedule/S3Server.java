package dev.muster.upload.schedule;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// S3Proxy in a process of its own, with the objects in its memory: it checks signatures.
final class S3Server implements AutoCloseable {

  static final String KEY = "the-access-key-id";
  static final String SECRET = "the-secret-access-key";

  private static final Path LIBRARIES = Path.of("src/test/s3proxy/target/lib");

  private final Process process;
  private final String url;
  private final S3Client client;

  /// @param directory for its settings
  /// @param buckets that it has
  S3Server(Path directory, String... buckets) throws IOException, InterruptedException {
    if (!Files.isDirectory(LIBRARIES)) {
      throw new IOException(LIBRARIES + " is needed; ./muster test makes it");
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    url = "http://127.0.0.1:" + port;
    Path settings =
        Files.writeString(
            directory.resolve("s3proxy.properties"),
            """
            s3proxy.endpoint=%s
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=transient-nio2
            jclouds.identity=none
            jclouds.credential=none
            """
                .formatted(url, KEY, SECRET));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                LIBRARIES + "/*",
                "org.gaul.s3proxy.Main",
                "--properties",
                settings.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    awaitPort(port);
    client =
        S3Client.builder()
            .endpointOverride(URI.create(url))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    for (String bucket : buckets) {
      client.createBucket(one -> one.bucket(bucket));
    }
  }

  private void awaitPort(int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (true) {
      try (Socket _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw notYet;
        }
      }
      Thread.sleep(50);
    }
  }

  String url() {
    return url;
  }

  void put(String bucket, String key, String text) {
    client.putObject(one -> one.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  void delete(String bucket, String key) {
    client.deleteObject(one -> one.bucket(bucket).key(key));
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
  }
}
