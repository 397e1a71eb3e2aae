package dev.muster.upload.schedule;

import dev.muster.catalog.Schedule;
import dev.muster.catalog.SecretBox;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The objects of a bucket that speaks the protocol of S3. An object is whole as soon as it is
/// listed.
final class BucketSource implements FileSource {

  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
  private static final Duration STILL_MAX = Duration.ofSeconds(60);

  private final Schedule.Bucket bucket;
  private final S3Client client;

  private BucketSource(Schedule.Bucket bucket, S3Client client) {
    this.bucket = bucket;
    this.client = client;
  }

  /// @throws SourceException if its secret cannot be opened
  static BucketSource open(Schedule.Bucket bucket, SecretBox secrets) throws SourceException {
    String secret =
        bucket
            .open(secrets)
            .orElseThrow(() ->
                new SourceException(
                    "the secret access key was kept with another secret-key of the server; set it"
                        + " again"));
    URI endpoint =
        bucket.endpoint().isPresent()
            ? SourceRules.checkEndpoint(bucket.endpoint().get())
            : URI.create("");
    // What the machine or its user is configured with is not for whoever sets a schedule.
    ProfileFile nothing = ProfileFile.aggregator().build();
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(bucket.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(bucket.accessKeyId(), secret)))
            .forcePathStyle(bucket.pathStyle())
            // Not every server of the protocol knows the later checksums.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(one -> one.defaultProfileFile(nothing))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_MAX)
                    .socketTimeout(STILL_MAX));
    if (bucket.endpoint().isPresent()) {
      builder.endpointOverride(endpoint);
    }
    try {
      return new BucketSource(bucket, builder.build());
    } catch (SdkException | IllegalArgumentException wrong) {
      throw new SourceException("the bucket cannot be used: " + wrong.getMessage(), wrong);
    }
  }

  @Override
  public List<Found> list() throws SourceException {
    List<Found> found = new ArrayList<>();
    try {
      Optional<String> next = Optional.empty();
      do {
        Optional<String> from = next;
        ListObjectsV2Response page =
            client.listObjectsV2(request -> {
              request.bucket(bucket.bucket()).prefix(bucket.prefix());
              from.ifPresent(request::continuationToken);
            });
        for (S3Object object : page.contents()) {
          // What ends in a slash stands for a folder.
          if (object.size() > 0 && !object.key().endsWith("/")) {
            found.add(new Found(object.key(), mark(object), object.size(), true));
          }
        }
        if (found.size() > FILES_MAX) {
          throw FileSource.tooMany("narrow the prefix, or remove those that are taken");
        }
        next =
            Boolean.TRUE.equals(page.isTruncated())
                ? Optional.ofNullable(page.nextContinuationToken())
                : Optional.empty();
      } while (next.isPresent());
    } catch (SdkException failed) {
      throw words(failed);
    }
    found.sort(Comparator.comparing(Found::name));
    return found;
  }

  /// A bucket has no links.
  @Override
  public List<NotTaken> passedOver() {
    return List.of();
  }

  private static String mark(S3Object object) {
    return object.eTag() == null
        ? object.size() + " " + object.lastModified()
        : object.eTag() + " " + object.size();
  }

  @Override
  public InputStream open(Found file) throws SourceException {
    try {
      ResponseInputStream<GetObjectResponse> in =
          client.getObject(request -> request.bucket(bucket.bucket()).key(file.name()));
      String tag = in.response().eTag();
      if (tag != null && !file.mark().equals(tag + " " + file.bytes())) {
        in.abort();
        throw new SourceException("it has changed while it was looked at");
      }
      return in;
    } catch (SdkException failed) {
      throw words(failed);
    }
  }

  private SourceException words(SdkException failed) {
    return new SourceException(
        switch (failed) {
          case S3Exception refused -> words(refused);
          case SdkServiceException refused ->
              "the bucket's server answered " + refused.statusCode();
          case SdkClientException unreachable when isUnreachable(unreachable) ->
              "nothing answers at " + where();
          default -> "the bucket's server cannot be used: " + failed.getMessage();
        },
        failed);
  }

  private String words(S3Exception refused) {
    String code =
        refused.awsErrorDetails() == null || refused.awsErrorDetails().errorCode() == null
            ? ""
            : refused.awsErrorDetails().errorCode();
    return switch (code) {
      case "NoSuchBucket" -> "there is no bucket " + bucket.bucket() + " at " + where();
      case "InvalidAccessKeyId" -> "the bucket's server does not know this access key id";
      case "SignatureDoesNotMatch" -> "the secret access key is not the one of the access key id";
      case "AccessDenied" ->
          "the bucket's server denies access; the key needs to list the bucket and to read its"
              + " objects";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          "the bucket is in another region than " + bucket.region();
      default ->
          "the bucket's server answered "
              + refused.statusCode()
              + (code.isEmpty() ? "" : " (" + code + ")")
              + String.format(Locale.ROOT, " for bucket %s", bucket.bucket());
    };
  }

  private static boolean isUnreachable(Throwable failed) {
    for (Throwable one = failed; one != null; one = one.getCause()) {
      if (one instanceof ConnectException
          || one instanceof UnknownHostException
          || one instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  private String where() {
    return bucket.endpoint().orElse("AWS in " + bucket.region());
  }

  @Override
  public void close() {
    client.close();
  }
}
