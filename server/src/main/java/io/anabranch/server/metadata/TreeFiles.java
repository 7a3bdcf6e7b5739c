package io.anabranch.server.metadata;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds the files of trees on the store of their repository. Safe for use by many threads. */
@Singleton
final class TreeFiles {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final PhysicalAddresses addresses;
  private final String prefix;

  TreeFiles(PhysicalAddresses addresses, ServerConfiguration configuration) {
    this.addresses = addresses;
    this.prefix = configuration.committed().blockStoragePrefix();
  }

  /** The path of a file that is there, below the storage namespace. Throws NotFound, Invalid. */
  String location(Repository repository, String id) {
    at(repository, id, file -> file.store().blockstore().stat(file.address()));
    return path(id);
  }

  /** Close it. Throws NotFound, Invalid. */
  OpenObject open(Repository repository, String id) {
    return at(
        repository, id, file -> file.store().blockstore().open(file.address(), ReadOptions.WHOLE));
  }

  private <T> T at(
      Repository repository, String id, Function<PhysicalAddresses.Resolved, T> operation) {
    if (!ID.matcher(id).matches()) {
      throw new FailureException(
          new Failure.Invalid("the id of a range or metarange is 64 hex digits in lower case"));
    }
    var file = addresses.resolve(repository.location(), path(id), AddressType.RELATIVE);
    try {
      return operation.apply(file);
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.NOT_FOUND) {
        throw new FailureException(
            new Failure.NotFound(
                "repository '%s' has no range or metarange %s".formatted(repository.name(), id)),
            e);
      }
      throw StoreFailures.translate(file.store(), e);
    }
  }

  private String path(String id) {
    return prefix + "/" + id;
  }
}
