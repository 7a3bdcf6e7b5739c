package io.anabranch.server.quotas;

import io.anabranch.server.bytes.PassingStream;
import io.anabranch.server.postgres.QuotaTable.Owner;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted for one request. To be given back, or settled, once: whoever does neither leaves
 * it counted. Not for use by many threads.
 */
public final class Taken {

  static final Taken UNLIMITED = new Taken(null, List.of(), 0, 0);

  /** So much at once of a body whose length nobody knows: a round trip each. */
  private static final long STEP = 8 << 20;

  private final @Nullable Quotas quotas;
  private final List<Owner> owners;
  private final long objects;
  private long bytes;

  /** Whether there is no room for a whole step any more. */
  private boolean tight;

  private @Nullable FailureException refusal;

  Taken(@Nullable Quotas quotas, List<Owner> owners, long bytes, long objects) {
    this.quotas = quotas;
    this.owners = owners;
    this.bytes = bytes;
    this.objects = objects;
  }

  /** Nothing was stored. */
  public void giveBack() {
    if (quotas != null) {
      quotas.giveBack(owners, bytes, objects);
    }
  }

  /** So much was stored, which is no more than was taken. */
  public void settle(long stored) {
    if (quotas != null && stored < bytes) {
      quotas.giveBack(owners, bytes - stored, 0);
      bytes = stored;
    }
  }

  /**
   * A body of unknown length, which takes more as it passes and breaks off where there is no room:
   * see {@link #refusal}.
   */
  public InputStream metered(InputStream body) {
    return quotas == null ? body : new Metered(body, quotas);
  }

  /** The failure, or that there was no room, which looks like any broken body to a store. */
  public FailureException refusal(FailureException failure) {
    if (refusal == null) {
      return failure;
    }
    refusal.addSuppressed(failure);
    return refusal;
  }

  /** As much as possible at once; where that has no room, what is needed. */
  private void take(Quotas from, long needed) throws IOException {
    try {
      charge(from, tight ? needed : Math.max(STEP, needed));
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.OverQuota)) {
        throw e;
      }
      if (tight) {
        refusal = e;
        throw new IOException("the quota has no room for more", e);
      }
      tight = true;
      take(from, needed);
    }
  }

  private void charge(Quotas from, long more) {
    from.charge(owners, more, 0);
    bytes += more;
  }

  private final class Metered extends PassingStream {

    private final Quotas from;
    private long passed;

    Metered(InputStream body, Quotas from) {
      super(body);
      this.from = from;
    }

    @Override
    protected void passed(byte[] read, int offset, int count) throws IOException {
      if (count > 0) {
        passed += count;
        if (passed > bytes) {
          take(from, passed - bytes);
        }
      }
    }
  }
}
