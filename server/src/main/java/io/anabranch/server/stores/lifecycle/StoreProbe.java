package io.anabranch.server.stores.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.server.config.BlockstoreType;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.server.stores.lifecycle.ProbeStep.Outcome;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.TreeLocation;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Has a store write, read, list, sign and delete a small object of its own, and says how each went.
 * Takes as long as the store's own limits let it. Safe for use by many threads.
 */
@Singleton
public final class StoreProbe {

  private static final String FOLDER = "_anabranch/check/";
  private static final Duration LINK_LIFE = Duration.ofMinutes(1);

  /** A step of the probe. */
  private interface Step {
    void run() throws IOException;
  }

  private final PhysicalAddresses addresses;

  public StoreProbe(PhysicalAddresses addresses) {
    this.addresses = addresses;
  }

  /**
   * @param namespace to write below, such as {@code s3://bucket}; empty for the one that the store
   *     offers
   * @throws FailureException Invalid when the namespace is none of this store, or there is none
   */
  public List<ProbeStep> run(Store store, Optional<String> namespace) {
    if (store.definition().type() == BlockstoreType.LAKEFS) {
      // In no repository of it there is nothing, but only for those who may look.
      return readOnly(store, "");
    }
    String below = namespace.or(() -> offered(store)).orElseThrow(() -> unknown(store));
    String key = FOLDER + UUID.randomUUID();
    PhysicalAddress address =
        addresses.resolve(new TreeLocation(store.id(), below), key, AddressType.RELATIVE).address();
    return store.isReadOnly() ? readOnly(store, address.container()) : all(store, address);
  }

  private static Optional<String> offered(Store store) {
    return store
        .definition()
        .defaultNamespacePrefix()
        .or(
            () ->
                store.isRemote()
                    ? Optional.empty()
                    : Optional.of(store.definition().type().text() + "://anabranch-check"));
  }

  private static FailureException unknown(Store store) {
    return new FailureException(
        new Failure.Invalid(
            "store '%s' offers no namespace: say in storage_namespace where on it to write"
                .formatted(store.name())));
  }

  private static List<ProbeStep> readOnly(Store store, String container) {
    String why = "the store is read-only";
    return List.of(
        ProbeStep.skipped("write", why),
        ProbeStep.skipped("read", why),
        step(store, "list", () -> list(store.blockstore(), container)),
        ProbeStep.skipped("presign", why),
        ProbeStep.skipped("delete", why));
  }

  /** What was perhaps written is deleted in any case. */
  private static List<ProbeStep> all(Store store, PhysicalAddress address) {
    Blockstore blockstore = store.blockstore();
    byte[] bytes = address.toString().getBytes(UTF_8);
    List<ProbeStep> steps = new ArrayList<>();
    steps.add(
        step(store, "write", () -> blockstore.put(address, Content.of(bytes), PutOptions.REPLACE)));
    boolean written = steps.getFirst().outcome() == Outcome.PASSED;
    if (written) {
      steps.add(step(store, "read", () -> read(blockstore, address, bytes)));
      steps.add(step(store, "list", () -> requireListed(blockstore, address)));
      steps.add(presign(store, address));
    } else {
      List.of("read", "list", "presign")
          .forEach(name -> steps.add(ProbeStep.skipped(name, "nothing could be written")));
    }
    steps.add(step(store, "delete", () -> blockstore.delete(List.of(address))));
    return steps;
  }

  private static void read(Blockstore blockstore, PhysicalAddress address, byte[] expected)
      throws IOException {
    try (var object = blockstore.open(address, ReadOptions.WHOLE)) {
      if (!Arrays.equals(object.stream().readAllBytes(), expected)) {
        throw new BlockstoreException(Kind.CORRUPT, address + " reads otherwise than written");
      }
    }
  }

  private static void requireListed(Blockstore blockstore, PhysicalAddress address) {
    var page = blockstore.list(ListRequest.of(address.container(), address.key()).withLimit(1));
    if (page.objects().isEmpty()) {
      throw new BlockstoreException(Kind.CORRUPT, address + " was written and is not listed");
    }
  }

  private static void list(Blockstore blockstore, String container) {
    var _ = blockstore.list(ListRequest.of(container, "").withLimit(1));
  }

  private static ProbeStep presign(Store store, PhysicalAddress address) {
    if (!store.presign().enabled()) {
      return ProbeStep.skipped("presign", "links are switched off (disable_pre_signed)");
    }
    var urls = store.blockstore().presignedUrls();
    return urls.isEmpty()
        ? ProbeStep.skipped("presign", "this server signs the links of this store")
        : step(store, "presign", () -> urls.get().get(address, LINK_LIFE, ""));
  }

  private static ProbeStep step(Store store, String name, Step step) {
    long start = System.nanoTime();
    try {
      step.run();
      return new ProbeStep(name, Outcome.PASSED, "", milliseconds(start));
    } catch (BlockstoreException e) {
      return failed(name, StoreFailures.translate(store, e).failure(), start);
    } catch (IOException e) {
      return failed(
          name, new Failure.Gone("the body broke off: check the network to the store"), start);
    }
  }

  private static ProbeStep failed(String name, Failure failure, long start) {
    return new ProbeStep(name, Outcome.FAILED, failure.message(), milliseconds(start));
  }

  private static double milliseconds(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
