package io.anabranch.benchmarks.server;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.model.RepositoryCreation;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which server to measure, and where on it the run's repositories go. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before anything is called
public final class ServerOptions {

  @Option(names = "--url", required = true, description = "Where the server listens: http only.")
  private URI url;

  @Option(names = "--access-key", required = true)
  private String accessKey;

  @Option(names = "--secret", required = true)
  private String secret;

  @Option(
      names = "--storage-id",
      defaultValue = "",
      description = "The store, on a server with several.")
  private String storageId;

  @Option(
      names = "--storage-namespace",
      defaultValue = "local://benchmarks",
      description = "The run's repositories get fresh namespaces below this one.")
  private String storageNamespace;

  public URI url() {
    return url;
  }

  public String accessKey() {
    return accessKey;
  }

  public String secret() {
    return secret;
  }

  public String storageId() {
    return storageId;
  }

  public String storageNamespace() {
    return storageNamespace;
  }

  /** The caller closes it. */
  public Anabranch connect() {
    return Anabranch.connect(url.toString(), accessKey, secret);
  }

  /** A name that no run had before. */
  public static String freshName(String prefix) {
    return prefix + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  }

  /** A repository of that name on the store, in a namespace of its own. */
  public RepositoryCreation repository(String name) {
    return new RepositoryCreation()
        .name(name)
        .storageId(storageId)
        .storageNamespace(storageNamespace + "/" + name);
  }
}
