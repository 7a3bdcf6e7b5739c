package io.anabranch.server.quotas;

import io.anabranch.server.postgres.QuotaTable;
import io.anabranch.server.postgres.QuotaTable.Owner;
import io.anabranch.server.postgres.QuotaTable.Quota;
import io.anabranch.server.postgres.QuotaTable.Scope;
import io.anabranch.server.stores.Stores;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether more may be stored, and whether a request may go on: the one place for that. Where
 * there is no quota, it costs a look into memory. Safe for use by many threads.
 *
 * <p>What is to be stored is counted in the database before it is, and given back when it was not.
 * So all servers share what is left, none of them lets too much through, and a server that is
 * killed leaves at most that counted which was under way.
 */
public final class Quotas {

  private static final Logger log = LoggerFactory.getLogger(Quotas.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Where it is counted. */
  @FunctionalInterface
  public interface Charges {

    /** As {@link QuotaTable#charge}. Blocks. */
    Optional<Quota> charge(List<Owner> owners, long bytes, long objects);
  }

  private final Charges charges;
  private final Stores stores;
  private volatile Limits limits = Limits.NONE;

  /** Without limits, until it has read them. */
  public Quotas(Charges charges, Stores stores) {
    this.charges = charges;
    this.stores = stores;
  }

  /** Reads the limits again if they have changed. Blocks. */
  public synchronized void refresh(QuotaTable table) {
    long version = table.version();
    if (version != limits.version()) {
      limits = limits.with(version, table.list("", "", QuotaTable.MOST));
    }
  }

  /**
   * Counts what a request is about to store.
   *
   * @param bytes that are known of by now
   * @throws FailureException OverQuota when there is no room for it; then nothing is counted
   */
  public Taken take(String user, Repository repository, long bytes, long objects) {
    Limits now = limits;
    if (now.stored().isEmpty()) {
      return Taken.UNLIMITED;
    }
    List<Owner> owners =
        owners(Optional.of(user), repository).filter(now.stored()::contains).toList();
    if (owners.isEmpty()) {
      return Taken.UNLIMITED;
    }
    charge(owners, bytes, objects);
    return new Taken(this, owners, bytes, objects);
  }

  /**
   * Does something that stores so much, or stores nothing when it fails: that is given back then,
   * unless nobody knows what has happened.
   */
  public void storing(String user, Repository repository, long bytes, long objects, Runnable work) {
    Taken taken = take(user, repository, bytes, objects);
    try {
      work.run();
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.OutcomeUnknown)) {
        taken.giveBack();
      }
      throw e;
    }
  }

  void charge(List<Owner> owners, long bytes, long objects) {
    charges
        .charge(owners, bytes, objects)
        .ifPresent(
            quota -> {
              throw new FailureException(new Failure.OverQuota(refusal(quota, bytes, objects)));
            });
  }

  /** What cannot be given back stays counted: too much is counted then, never too little. */
  void giveBack(List<Owner> owners, long bytes, long objects) {
    try {
      var _ = charges.charge(owners, -bytes, -objects);
    } catch (FailureException e) {
      log.warn(
          "{} bytes and {} objects that were not stored stay counted for {}: {}",
          bytes,
          objects,
          owners,
          e.getMessage());
    }
  }

  private static String refusal(Quota quota, long bytes, long objects) {
    var used = quota.used();
    String room =
        "the quota of %s has no room for %d more bytes and %d more objects: %d bytes%s and %d objects%s"
            .formatted(
                quota.owner(),
                bytes,
                objects,
                used.bytes(),
                quota.limits().bytes().map(" of %d"::formatted).orElse(""),
                used.objects(),
                quota.limits().objects().map(" of %d"::formatted).orElse(""));
    return room + " are used; ask an administrator for more";
  }

  /** Whether stores must be known for {@link #requireRate}. */
  boolean limitsRequestsToStores() {
    return limits.limitsRequestsToStores();
  }

  boolean limitsRequests() {
    return !limits.rates().isEmpty();
  }

  /**
   * Lets a request pass, or not.
   *
   * @throws FailureException Busy when there were too many within this second
   */
  void requireRate(Stream<Owner> owners) {
    Limits now = limits;
    owners.forEach(
        owner -> {
          Limits.Rate rate = now.rates().get(owner);
          if (rate != null && !rate.limiter().acquirePermission()) {
            throw new FailureException(
                new Failure.Busy(
                    "%s may make %d requests a second, and this is one more; try again later"
                        .formatted(owner, rate.requestsPerSecond()),
                    RETRY_AFTER));
          }
        });
  }

  /**
   * As for requests of the REST API, for a request of another protocol.
   *
   * @throws FailureException Busy when there were too many within this second
   */
  public void requireRate(Optional<String> user, Optional<Repository> repository) {
    if (limitsRequests()) {
      requireRate(
          Stream.concat(
              user.map(id -> new Owner(Scope.USER, id)).stream(),
              repository.stream().flatMap(this::owners)));
    }
  }

  private Stream<Owner> owners(Optional<String> user, Repository repository) {
    return Stream.concat(user.map(id -> new Owner(Scope.USER, id)).stream(), owners(repository));
  }

  private Stream<Owner> owners(Repository repository) {
    return Stream.of(
        new Owner(Scope.REPOSITORY, repository.name()),
        new Owner(Scope.STORE, stores.map().actualId(repository.location().storageId())));
  }
}
