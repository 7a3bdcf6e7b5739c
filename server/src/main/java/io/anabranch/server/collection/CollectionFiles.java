package io.anabranch.server.collection;

import io.anabranch.blockstore.Content;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.stores.NamespaceFiles;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Files for and of collectors, in the folder {@code _lakefs/retention/gc} of a storage namespace.
 * Names are relative to it. Safe for use by many threads.
 */
@Singleton
final class CollectionFiles {

  /** Of what is read. */
  private static final int MAX_BYTES = 4 << 20;

  private final NamespaceFiles files;
  private final String folder;

  CollectionFiles(NamespaceFiles files, ServerConfiguration configuration) {
    this.files = files;
    this.folder = configuration.committed().blockStoragePrefix() + "/retention/gc/";
  }

  /** The address of a file below the storage namespace. */
  String address(String name) {
    return folder + name;
  }

  /** As collectors read it by themselves. */
  String uri(Repository repository, String name) {
    return files.uri(repository, address(name));
  }

  void write(Repository repository, String name, Content content) {
    files.write(repository, address(name), content);
  }

  /** Empty when there is no such file. */
  Optional<byte[]> read(Repository repository, String name) {
    return files.read(repository, address(name), MAX_BYTES);
  }
}
