package io.anabranch.cli.transfer;

import io.anabranch.cli.console.CliException;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.Download;
import io.anabranch.sdk.UploadOptions;
import io.anabranch.sdk.model.Config;
import io.anabranch.sdk.model.ObjectStats;
import io.anabranch.sdk.model.StorageConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which way the bytes of a repository take: straight to its store, if that gives links. */
final class Routes {

  /** The most that every store takes in one request. */
  private static final long LARGEST_LINKED = 4L << 30;

  private final Anabranch server;
  private final boolean presign;
  private final Map<String, Boolean> linked = new ConcurrentHashMap<>();

  Routes(Anabranch server, boolean presign) {
    this.server = server;
    this.presign = presign;
  }

  Route of(String repository, long length) {
    return presign && length <= LARGEST_LINKED && givesLinks(repository)
        ? new Straight()
        : new ThroughServer();
  }

  private boolean givesLinks(String repository) {
    return linked.computeIfAbsent(repository, name -> store(name).getPreSignSupport());
  }

  private StorageConfig store(String repository) {
    Config config = server.config().getConfig();
    List<StorageConfig> stores = config.getStorageConfigList();
    if (stores == null || stores.size() < 2) {
      if (config.getStorageConfig() == null) {
        throw new CliException("the server does not tell of its store");
      }
      return config.getStorageConfig();
    }
    String id = server.repositories().getRepository(repository).getStorageId();
    return stores.stream()
        .filter(store -> store.getBlockstoreId() != null && store.getBlockstoreId().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new CliException("the server has no store " + id + " for " + repository));
  }

  private final class ThroughServer implements Route {

    @Override
    public ObjectStats upload(PathUri to, Path file, UploadOptions options) throws IOException {
      return server.contents().upload(to.repository(), to.ref(), to.path(), file, options);
    }

    @Override
    public Download download(PathUri from) {
      return server.contents().download(from.repository(), from.ref(), from.path());
    }
  }

  private final class Straight implements Route {

    @Override
    public ObjectStats upload(PathUri to, Path file, UploadOptions options) throws IOException {
      return server.links().upload(to.repository(), to.ref(), to.path(), file, options);
    }

    @Override
    public Download download(PathUri from) {
      return server.links().download(from.repository(), from.ref(), from.path());
    }
  }
}
