package io.anabranch.blockstore.layer.timeout;

import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.layer.LayerTime;
import io.anabranch.blockstore.layer.LinkingBlockstore;
import io.anabranch.blockstore.layer.SteppedTime;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitedBlockstoreTest extends BlockstoreContract {

  private static final TimeLimits LIMITS =
      new TimeLimits("lake", Duration.ofSeconds(20), Duration.ofMinutes(5));

  private final SteppedTime time = new SteppedTime();
  private final FaultyBlockstore below =
      new FaultyBlockstore(new MemoryBlockstore(1 << 26, Clock.systemUTC()), 1, Chances.NONE);

  @Override
  protected Blockstore openStore() {
    return new TimeLimitedBlockstore(below, LIMITS, LayerTime.SYSTEM);
  }

  @Test
  void callsThatHangEndAtTheirLimit() {
    CountDownLatch begun = new CountDownLatch(1);
    below.hang(begun);
    time.runOutAfter(begun);
    Blockstore limited = new TimeLimitedBlockstore(below, LIMITS, time);

    BlockstoreException failure =
        catchThrowableOfType(BlockstoreException.class, () -> limited.stat(at("a")));
    assertThat(failure)
        .hasMessageContaining("`lake`")
        .hasMessageContaining("20000 ms")
        .hasMessageContaining("stat container/a");
    assertThat(failure.retryable()).isTrue();
    assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(20).toNanos());
    fails(UNAVAILABLE, () -> limited.put(at("a"), Content.of(bytes(9)), PutOptions.REPLACE));
    fails(UNAVAILABLE, () -> limited.copy(at("a"), at("b"), CopyOptions.REPLACE));
    assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(340).toNanos());

    MultipartUploads uploads = limited.multipart().orElseThrow();
    fails(UNAVAILABLE, () -> uploads.putPart(at("a"), "id", 1, Content.of(bytes(9))));
    fails(UNAVAILABLE, () -> uploads.abort(at("a"), "id"));
    fails(UNAVAILABLE, () -> uploads.complete(at("a"), "id", List.of(), false));
    assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(680).toNanos());
  }

  @Test
  void askingToSignALinkEndsToo() {
    FaultyBlockstore linking = new FaultyBlockstore(new LinkingBlockstore(below), 1, Chances.NONE);
    PresignedUrls links =
        new TimeLimitedBlockstore(linking, LIMITS, time).presignedUrls().orElseThrow();
    assertThat(links.get(at("a"), Duration.ofMinutes(1), "").getPath())
        .isEqualTo("/get/container/a");
    CountDownLatch begun = new CountDownLatch(1);
    linking.hang(begun);
    time.runOutAfter(begun);

    fails(UNAVAILABLE, () -> links.put(at("a"), Duration.ofMinutes(1)));
  }

  @Test
  void theInterruptReachesTheHangingThread() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    time.runOutAfter(begun);
    InputStream hanging =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            begun.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
            throw new IOException("hung on purpose");
          }
        };
    var info = put("a", bytes(9));
    TimedStream stream =
        new TimedStream(
            new OpenObject(info, 9, hanging, Optional.empty()),
            () -> new Silence("lake", Duration.ofSeconds(1), time));

    assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("silent");
    interrupted.await();
    assertThatThrownBy(stream::read).hasMessageContaining("given up");
  }

  @Test
  void waitingForTheCallersContentIsNotTheStoresFault() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch patient = new CountDownLatch(5);
    LayerTime impatient =
        new LayerTime() {
          @Override
          public long nanoTime() {
            return time.nanoTime();
          }

          @Override
          public void pause(Duration duration) {
            time.pause(duration);
          }

          @Override
          public boolean await(CountDownLatch event, Duration longest) throws InterruptedException {
            if (patient.getCount() == 0) {
              event.await();
              return true;
            }
            begun.await();
            time.advance(longest);
            patient.countDown();
            return false;
          }
        };
    InputStream slow =
        new FilterInputStream(new ByteArrayInputStream(bytes(9))) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            begun.countDown();
            try {
              patient.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return super.read(target, offset, length);
          }
        };

    new TimeLimitedBlockstore(below, LIMITS, impatient)
        .put(at("a"), Content.once(slow, 9), PutOptions.REPLACE);

    assertThat(read("a")).isEqualTo(bytes(9));
    assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(100).toNanos());
  }

  @Test
  void contentIsNotReadAnyMoreAfterTheCallWasGivenUp() throws IOException {
    Silence silence = new Silence("lake", Duration.ofSeconds(1), time);
    InputStream stream = new WatchedContent(Content.of(bytes(9)), silence).open();
    assertThat(stream.read()).isNotNegative();
    silence.end();

    assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
  }

  @Test
  void anInterruptedCallerGoesOnAtOnce() {
    below.hang(new CountDownLatch(1));
    Thread.currentThread().interrupt();

    fails(UNAVAILABLE, () -> store.stat(at("a")));
    assertThat(Thread.interrupted()).isTrue();
  }
}
