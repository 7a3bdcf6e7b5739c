package io.anabranch.blockstore.layer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Time that passes only when somebody waits for it, and then at once. */
public final class SteppedTime extends Clock implements LayerTime {

  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private volatile @Nullable CountDownLatch hanging;

  /** What was waited for between attempts. */
  public List<Duration> pauses() {
    return pauses;
  }

  /** Waiting for an event goes on until the given one, and then the time is up. */
  public void runOutAfter(CountDownLatch hanging) {
    this.hanging = hanging;
  }

  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public void pause(Duration duration) {
    pauses.add(duration);
    advance(duration);
  }

  @Override
  public boolean await(CountDownLatch event, Duration longest) throws InterruptedException {
    CountDownLatch until = hanging;
    if (until == null) {
      event.await();
      return true;
    }
    until.await();
    advance(longest);
    return event.getCount() == 0;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
