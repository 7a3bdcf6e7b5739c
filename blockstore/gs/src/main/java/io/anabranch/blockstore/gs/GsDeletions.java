package io.anabranch.blockstore.gs;

import com.google.api.client.googleapis.batch.BatchRequest;
import com.google.api.client.googleapis.batch.json.JsonBatchCallback;
import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.http.HttpHeaders;
import com.google.api.services.storage.Storage;
import com.google.common.collect.Iterables;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deletes many objects: all that can be, and then fails for the first that could not. */
final class GsDeletions {

  private static final int MOST_IN_ONE_REQUEST = 100;

  private final GsConnection connection;
  private @Nullable BlockstoreException first;

  GsDeletions(GsConnection connection) {
    this.connection = connection;
  }

  /** As the port promises it: an address that no object can have is a failure like others. */
  void deleteChecked(Collection<PhysicalAddress> addresses) {
    List<PhysicalAddress> possible = new ArrayList<>();
    for (PhysicalAddress address : addresses) {
      try {
        GsAddresses.check(address);
        possible.add(address);
      } catch (BlockstoreException e) {
        remember(e);
      }
    }
    delete(possible);
  }

  void delete(Collection<PhysicalAddress> addresses) {
    for (List<PhysicalAddress> some :
        Iterables.partition(new LinkedHashSet<>(addresses), MOST_IN_ONE_REQUEST)) {
      attempt(some);
    }
    if (first != null) {
      throw first;
    }
  }

  private void attempt(List<PhysicalAddress> addresses) {
    GsAction action =
        GsAction.delete(
            addresses.size() == 1
                ? addresses.getFirst().toString()
                : addresses.size() + " objects of " + addresses.getFirst().container());
    try {
      if (addresses.size() == 1) {
        deletion(addresses.getFirst()).execute();
      } else {
        deleteTogether(addresses);
      }
    } catch (IOException e) {
      remember(connection.failures().translate(action, e));
    }
  }

  private void deleteTogether(List<PhysicalAddress> addresses) throws IOException {
    BatchRequest batch = connection.data().batch();
    for (PhysicalAddress address : addresses) {
      deletion(address).queue(batch, new Outcome(address));
    }
    batch.execute();
  }

  private Storage.Objects.Delete deletion(PhysicalAddress address) throws IOException {
    return connection.data().objects().delete(address.container(), address.key());
  }

  /** What is not there, or was never in a bucket that is not there, is deleted. */
  private void remember(BlockstoreException failure) {
    if (failure.kind() != Kind.NOT_FOUND && first == null) {
      first = failure;
    }
  }

  private final class Outcome extends JsonBatchCallback<Void> {

    private final PhysicalAddress address;

    Outcome(PhysicalAddress address) {
      this.address = address;
    }

    @Override
    public void onSuccess(@Nullable Void nothing, HttpHeaders headers) {}

    @Override
    public void onFailure(GoogleJsonError error, HttpHeaders headers) throws IOException {
      GsAnswer answer = GsAnswer.of(error.getCode(), error.toPrettyString());
      remember(connection.failures().translate(GsAction.delete(address.toString()), answer));
    }
  }
}
