package io.anabranch.blockstore.layer.retry;

import static io.anabranch.blockstore.BlockstoreException.Kind.ALREADY_EXISTS;
import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.CHANGED;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.layer.LinkingBlockstore;
import io.anabranch.blockstore.layer.SteppedTime;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryingBlockstoreTest extends BlockstoreContract {

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final RetrySettings SETTINGS =
      new RetrySettings("lake", 5, Duration.ofMillis(100), LONGEST);
  private final BlockstoreException slowDown =
      new BlockstoreException(BUSY, "slow down, on purpose");

  private final SteppedTime time = new SteppedTime();
  private final MemoryBlockstore memory = new MemoryBlockstore(1 << 26, Clock.systemUTC());
  private final FaultyBlockstore below = new FaultyBlockstore(memory, 1, Chances.NONE);

  @Override
  protected Blockstore openStore() {
    return new RetryingBlockstore(below, SETTINGS, time);
  }

  @Test
  void everyWriteSucceedsOnceThroughABurstOfBusy() {
    for (int i = 0; i < 50; i++) {
      below.refuseNext(4, slowDown);
      store.put(at("burst/" + i), Content.of(bytes(i)), PutOptions.IF_ABSENT);
    }

    assertThat(store.list(ListRequest.of(container(), "burst/")).objects()).hasSize(50);
    assertThat(below.calls()).isEqualTo(50 * 5 + 1);
  }

  @Test
  void waitsLongerEachTimeAndByChance() {
    List<Duration> firsts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      time.pauses().clear();
      below.refuseNext(4, slowDown);
      store.stat(put("a", bytes(1)).address());
      firsts.add(time.pauses().getFirst());
      for (int attempt = 0; attempt < 4; attempt++) {
        assertThat(time.pauses().get(attempt).toMillis())
            .isBetween(50L << attempt, 150L << attempt);
      }
    }
    assertThat(firsts.stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void alsoTheLongestWaitIsByChance() {
    Blockstore patient =
        new RetryingBlockstore(
            below, new RetrySettings("lake", 100, Duration.ofMillis(100), LONGEST), time);
    below.refuseNext(99, slowDown);
    fails(NOT_FOUND, () -> patient.stat(at("a")));

    List<Duration> longest = time.pauses().subList(7, 99);
    assertThat(longest).allMatch(pause -> pause.toMillis() >= 5000 && pause.toMillis() <= 15_000);
    assertThat(longest.stream().distinct().count()).isGreaterThan(50);
  }

  @Test
  void givesUpAfterTheLastAttemptAndSaysSo() {
    below.refuseNext(5, slowDown);

    BlockstoreException failure =
        catchThrowableOfType(BlockstoreException.class, () -> store.stat(at("a")));
    assertThat(failure).hasMessageContaining("slow down").hasMessageContaining("tried 5 times");
    assertThat(failure.kind()).isEqualTo(BUSY);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void waitsAsLongAsTheStoreAsks() {
    put("a", bytes(1));
    below.refuseNext(1, slowDown.withRetryAfter(Duration.ofSeconds(7)));
    store.stat(at("a"));
    below.refuseNext(1, slowDown.withRetryAfter(Duration.ofMinutes(7)));
    BlockstoreException failure =
        catchThrowableOfType(BlockstoreException.class, () -> store.stat(at("a")));

    assertThat(time.pauses())
        .singleElement()
        .satisfies(
            pause -> assertThat(pause).isBetween(Duration.ofMillis(7050), Duration.ofMillis(7150)));
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(7));
  }

  @Test
  void doesNotRepeatWhatRepeatingDoesNotCure() {
    fails(NOT_FOUND, () -> store.stat(at("a")));

    assertThat(below.calls()).isEqualTo(1);
  }

  @Test
  void aConditionalWriteWhoseReplyWasLostIsRecognised() {
    below.loseNextReplies(1);
    var written = store.put(at("a"), Content.of(bytes(70_000)), PutOptions.IF_ABSENT);

    assertThat(written).isEqualTo(memory.stat(at("a")));
    fails(ALREADY_EXISTS, () -> store.put(at("a"), Content.of(bytes(9)), PutOptions.IF_ABSENT));
  }

  @Test
  void aConditionalWriteThatAnotherWonIsNotTakenForItsOwn() {
    memory.put(at("a"), Content.of(bytes(9)), PutOptions.REPLACE);
    below.refuseNext(1, new BlockstoreException(UNAVAILABLE, "away, on purpose"));

    fails(ALREADY_EXISTS, () -> store.put(at("a"), Content.of(bytes(10)), PutOptions.IF_ABSENT));
  }

  @Test
  void smallContentThatCanBeReadOnceIsSentAgain() {
    for (int length : new int[] {0, 9, 16 * 1024, 20_000, HeldContents.LARGEST}) {
      below.loseNextReplies(2);
      put("known", Content.once(new ByteArrayInputStream(bytes(length)), length));
      assertThat(read("known")).isEqualTo(bytes(length));
    }
    for (int length : new int[] {0, 9, 16 * 1024, 20_000, HeldContents.LARGEST - 1}) {
      below.loseNextReplies(2);
      put("unknown", Content.once(new ByteArrayInputStream(bytes(length))));
      assertThat(read("unknown")).isEqualTo(bytes(length));
    }
  }

  @Test
  void largeContentThatWasReadOnceIsNotSentAgain() {
    byte[] large = bytes(HeldContents.LARGEST + 1);
    for (Content content :
        List.of(
            Content.once(new ByteArrayInputStream(large)),
            Content.once(new ByteArrayInputStream(large), large.length))) {
      int calls = below.calls();
      below.loseNextReplies(1);
      fails(UNAVAILABLE, () -> put("a", content));
      assertThat(below.calls()).isEqualTo(calls + 1);
    }

    below.refuseNext(1, slowDown);
    put("b", Content.once(new ByteArrayInputStream(large)));
    assertThat(read("b")).isEqualTo(large);
  }

  @Test
  void whatFindsNoRoomPassesAsItIs() {
    HeldContents held = new HeldContents();
    byte[] full = bytes(HeldContents.LARGEST);

    assertThat(reopenable(held, full, HeldContents.MOST_IN_ALL / HeldContents.LARGEST)).isTrue();
    assertThat(reopenable(held, full, HeldContents.MOST_IN_ALL / HeldContents.LARGEST + 1))
        .isFalse();
    assertThat(reopenable(held, full, 1)).isTrue();
  }

  /** Whether the innermost of so many contents, each held while the next is, can be read again. */
  private boolean reopenable(HeldContents held, byte[] bytes, int depth) {
    return held.hold(
        at("a"),
        Content.once(new ByteArrayInputStream(bytes), bytes.length),
        known -> depth == 1 ? known.reopenable() : reopenable(held, bytes, depth - 1));
  }

  @Test
  void readsOnWhereABodyBrokeOff() {
    put("a", bytes(300_000));
    below.setChances(new Chances(0, 0, 0.9));
    assertThat(read("a")).isEqualTo(bytes(300_000));
    assertThat(below.calls()).isGreaterThan(2);
  }

  @Test
  void doesNotMixTwoObjectsInOneReading() throws IOException {
    put("a", bytes(1000));
    below.setChances(new Chances(0, 0, 1));
    try (OpenObject object = store.open(at("a"), ReadOptions.WHOLE)) {
      put("a", bytes(2000));
      below.setChances(Chances.NONE);
      assertThat(catchThrowableOfType(IOException.class, () -> object.stream().readAllBytes()))
          .cause()
          .isInstanceOfSatisfying(
              BlockstoreException.class, why -> assertThat(why.kind()).isEqualTo(CHANGED));
    }
  }

  @Test
  void asksAgainToSignALink() {
    FaultyBlockstore linking = new FaultyBlockstore(new LinkingBlockstore(memory), 1, Chances.NONE);
    PresignedUrls links =
        new RetryingBlockstore(linking, SETTINGS, time).presignedUrls().orElseThrow();
    linking.refuseNext(4, slowDown);

    assertThat(links.putPart(at("a"), "id", 7, Duration.ofMinutes(1)).getPath())
        .isEqualTo("/part/container/a/7");
  }

  @Test
  void anInterruptedWaitEndsTheCall() {
    below.refuseNext(1, slowDown);
    Thread.currentThread().interrupt();

    fails(BUSY, () -> store.stat(at("a")));
    assertThat(Thread.interrupted()).isTrue();
  }
}
