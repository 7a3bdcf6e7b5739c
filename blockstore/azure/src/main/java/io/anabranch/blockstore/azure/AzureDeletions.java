package io.anabranch.blockstore.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;

/**
 * Deletes many objects, some at a time: all that can be, and then fails for the first that could
 * not. Snapshots go with their object; versions stay, where the account keeps them.
 */
final class AzureDeletions {

  private static final int AT_A_TIME = 16;

  private final AzureClients clients;
  private final AzureFailures failures;

  AzureDeletions(AzureClients clients, AzureFailures failures) {
    this.clients = clients;
    this.failures = failures;
  }

  void delete(Collection<PhysicalAddress> addresses) {
    List<Optional<BlockstoreException>> outcomes =
        addresses.stream()
            .distinct()
            .gather(Gatherers.mapConcurrent(AT_A_TIME, this::delete))
            .toList();
    outcomes.stream()
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private Optional<BlockstoreException> delete(PhysicalAddress address) {
    try {
      AzureAddresses.check(address);
      return failures.translating(
          "delete " + address,
          () -> {
            clients
                .blob(address)
                .deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE);
            return Optional.empty();
          });
    } catch (BlockstoreException e) {
      // What is not there, or was never in a container that is not there, is deleted.
      return e.kind() == Kind.NOT_FOUND ? Optional.empty() : Optional.of(e);
    }
  }
}
