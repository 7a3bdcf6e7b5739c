package io.anabranch.server.refsdump;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Repository;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Says in the storage namespace which dump is the latest. Safe for use by many threads. */
@Singleton
final class Manifests {

  private static final String NAME = "/refs_manifest.json";

  private final PhysicalAddresses addresses;
  private final JsonMapper json;
  private final String prefix;

  Manifests(PhysicalAddresses addresses, JsonMapper json, ServerConfiguration configuration) {
    this.addresses = addresses;
    this.json = json;
    this.prefix = configuration.committed().blockStoragePrefix();
  }

  void write(Repository repository, RefsDumpBody dump) {
    var file = addresses.resolve(repository.location(), prefix + NAME, AddressType.RELATIVE);
    var content = Content.of(ByteBuffer.wrap(bytes(dump)));
    StoreFailures.translating(
        file.store(),
        () -> file.store().blockstore().put(file.address(), content, PutOptions.REPLACE));
  }

  private byte[] bytes(RefsDumpBody dump) {
    try {
      return json.writeValueAsBytes(dump);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
