package dev.muster.upload.schedule;

import dev.muster.catalog.Schedule;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/// From where this server takes files, whoever asks. Only admins set schedules, and a store in the
/// own network, or on the same machine, is the usual case, so that private addresses are allowed.
/// What is not: the addresses at which clouds tell machines their credentials.
public final class SourceRules {

  /// Where Alibaba's machines are told about themselves; all others use a link-local address.
  private static final String METADATA_ALIBABA = "100.100.100.200";

  /// The same of AWS in IPv6.
  private static final String METADATA_AWS_6 = "fd00:ec2:0:0:0:0:0:254";

  private final Optional<Path> importFolder;

  /// @param importFolder below which folders may be; empty: none may
  public SourceRules(Optional<Path> importFolder) {
    this.importFolder = importFolder;
  }

  /// Whether files may be taken from any folder at all.
  public boolean allowsFolders() {
    return importFolder.isPresent();
  }

  Optional<Path> importFolder() {
    return importFolder;
  }

  /// @throws SourceException if it is not allowed here, or not there
  public void check(Schedule.Source source) throws SourceException {
    switch (source) {
      case Schedule.Folder(String path, _) -> {
        Path _ = FolderSource.resolve(importFolder, path);
      }
      case Schedule.Bucket bucket -> {
        if (bucket.endpoint().isPresent()) {
          checkEndpoint(bucket.endpoint().get());
        }
      }
    }
  }

  /// @return the endpoint as it may be called
  static URI checkEndpoint(String text) throws SourceException {
    URI endpoint;
    try {
      endpoint = new URI(text);
    } catch (URISyntaxException _) {
      throw noEndpoint();
    }
    boolean usable =
        endpoint.getHost() != null
            && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
            && endpoint.getRawUserInfo() == null
            && endpoint.getRawQuery() == null
            && endpoint.getRawFragment() == null
            && endpoint.getRawPath().matches("/?");
    if (!usable) {
      throw noEndpoint();
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(endpoint.getHost())) {
        if (isForbidden(address)) {
          throw new SourceException(
              "the endpoint "
                  + endpoint.getHost()
                  + " is an address of the machine's own network service, such as the one where"
                  + " clouds tell credentials; no bucket is there");
        }
      }
    } catch (UnknownHostException _) {
      throw new SourceException("there is no host " + endpoint.getHost());
    }
    return endpoint;
  }

  private static SourceException noEndpoint() {
    return new SourceException(
        "the endpoint is not a URL such as https://storage.example.com, without a path");
  }

  private static boolean isForbidden(InetAddress address) {
    String text = address.getHostAddress();
    boolean metadata = text.equals(METADATA_ALIBABA) || text.startsWith(METADATA_AWS_6);
    return metadata
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress();
  }
}
