package io.anabranch.server.stores.copying;

import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import java.util.function.LongConsumer;
import java.util.stream.Gatherers;

/**
 * Copies every object below a storage namespace to the same place below another; what is at its
 * place with the same bytes is passed over. So it can be repeated, and then goes on. Safe for use
 * by many threads.
 */
public final class NamespaceCopy {

  /** Objects under way at once; of each, some buffers are in memory. */
  private static final int PARALLEL = 16;

  /**
   * @param objects that are at their place now
   * @param copied how many of them were not before
   * @param bytes of all objects
   */
  public record Outcome(long objects, long copied, long bytes) {

    static final Outcome NONE = new Outcome(0, 0, 0);

    Outcome plus(ObjectCopy.Result object) {
      return new Outcome(objects + 1, copied + (object.copied() ? 1 : 0), bytes + object.bytes());
    }
  }

  private final PhysicalAddresses addresses;

  public NamespaceCopy(PhysicalAddresses addresses) {
    this.addresses = addresses;
  }

  /**
   * @throws FailureException Invalid when one of them lies in the other
   */
  public void requireApart(TreeLocation from, TreeLocation to) {
    if (Namespace.of(addresses, from).overlaps(Namespace.of(addresses, to))) {
      throw new FailureException(
          new Failure.Invalid(
              "%s and %s lie in each other: choose another storage namespace"
                  .formatted(from.storageNamespace(), to.storageNamespace())));
    }
  }

  /**
   * @param progress hears now and then how many objects are at their place; a failure that it
   *     throws ends the copying
   * @throws FailureException as the stores do, and Corrupt when a copy is not what was copied; what
   *     was copied stays
   */
  public Outcome run(TreeLocation from, TreeLocation to, LongConsumer progress) {
    requireApart(from, to);
    var source = Namespace.of(addresses, from);
    var target = Namespace.of(addresses, to);
    var copy = new ObjectCopy(source, target);
    var present = new Presence(target.objects().iterator());
    var sum = new Sum(progress);
    source
        .objects()
        .map(object -> Planned.of(object, target.placeOf(object.address(), source), present))
        .gather(Gatherers.mapConcurrent(PARALLEL, copy::copy))
        .forEach(object -> object.ifPresent(sum::add));
    return sum.outcome;
  }

  /**
   * What is to be done.
   *
   * @param there whether there is an object at its place, the same or another
   */
  record Planned(ObjectInfo object, PhysicalAddress place, boolean there) {

    static Planned of(ObjectInfo object, PhysicalAddress place, Presence present) {
      return new Planned(object, place, present.has(place.key()));
    }
  }

  /** Of one thread. */
  private static final class Sum {

    private final LongConsumer progress;
    private Outcome outcome = Outcome.NONE;

    Sum(LongConsumer progress) {
      this.progress = progress;
    }

    void add(ObjectCopy.Result object) {
      outcome = outcome.plus(object);
      progress.accept(outcome.objects());
    }
  }
}
