package io.anabranch.server.stores;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/** What a client needs to know before it works with this server. */
@Serdeable(naming = SnakeCaseStrategy.class)
record ConfigBody(
    VersionBody versionConfig,
    StorageConfigBody storageConfig,
    List<StorageConfigBody> storageConfigList,
    UiBody uiConfig,
    CapabilitiesBody capabilitiesConfig) {

  /** The context is the one that clients of the field compare with. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record VersionBody(String version, String versionContext) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  record UiBody(List<Viewer> customViewers) {}

  /** A web page that shows some kinds of objects; this server has none. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Viewer(String name, String url, List<String> extensions, List<String> contentTypes) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  record CapabilitiesBody(boolean asyncOps) {}
}
