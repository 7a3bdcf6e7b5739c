package io.anabranch.server.actions.run;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PinnedReads;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Small objects of repositories, whole; and what hooks wrote. Safe for use by many threads. */
public final class TreeObjects {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final PhysicalAddresses addresses;
  private final String logs;

  /**
   * @param folder of what is not users' data below a storage namespace
   */
  public TreeObjects(PhysicalAddresses addresses, String folder) {
    this.addresses = addresses;
    this.logs = folder + "/actions/log/";
  }

  /** The bytes of an entry, whose size the caller has found small enough. */
  public byte[] read(Repository repository, Entry entry) {
    var stored = addresses.resolve(repository.location(), entry.address(), entry.addressType());
    return read(stored, PinnedReads.whole(stored.pin(entry)));
  }

  /** What was written under a name below the folder of logs. */
  public byte[] readLog(Repository repository, String name) {
    return read(log(repository, name), ReadOptions.WHOLE);
  }

  public void writeLog(Repository repository, String name, String text) {
    var file = log(repository, name);
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    StoreFailures.translating(
        file.store(),
        () -> file.store().blockstore().put(file.address(), Content.of(bytes), PutOptions.REPLACE));
  }

  private PhysicalAddresses.Resolved log(Repository repository, String name) {
    return addresses.resolve(repository.location(), logs + name, AddressType.RELATIVE);
  }

  private static byte[] read(PhysicalAddresses.Resolved stored, ReadOptions options) {
    try (OpenObject object = stored.store().blockstore().open(stored.address(), options)) {
      return object.stream().readAllBytes();
    } catch (BlockstoreException e) {
      throw StoreFailures.translate(stored.store(), e);
    } catch (IOException e) {
      throw e.getCause() instanceof BlockstoreException cause
          ? StoreFailures.translate(stored.store(), cause)
          : new FailureException(
              new Failure.Unavailable(
                  "an object could not be read to its end from storage '%s'"
                      .formatted(stored.store().id()),
                  RETRY_AFTER),
              e);
    }
  }
}
