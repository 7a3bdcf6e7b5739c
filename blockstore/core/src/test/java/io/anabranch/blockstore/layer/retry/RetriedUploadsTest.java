package io.anabranch.blockstore.layer.retry;

import static io.anabranch.blockstore.BlockstoreException.Kind.ALREADY_EXISTS;
import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.UploadedPart;
import io.anabranch.blockstore.layer.SteppedTime;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What becomes of an upload in parts when replies are lost. */
class RetriedUploadsTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("container", "object");
  private static final int LARGE = HeldContents.LARGEST + 1;
  private final BlockstoreException away = new BlockstoreException(UNAVAILABLE, "away, on purpose");

  private final MemoryBlockstore memory = new MemoryBlockstore(1 << 22, Clock.systemUTC());
  private final FaultyBlockstore below = new FaultyBlockstore(memory, 1, Chances.NONE);
  private final MultipartUploads uploads =
      new RetryingBlockstore(
              below,
              new RetrySettings("lake", 5, Duration.ofMillis(100), Duration.ofSeconds(10)),
              new SteppedTime())
          .multipart()
          .orElseThrow();
  private final String id = uploads.begin(ADDRESS, ObjectAttributes.NONE);
  private final UploadedPart part = uploads.putPart(ADDRESS, id, 1, content(100));

  @Test
  void aCompletionWhoseReplyWasLostIsRecognised() {
    below.loseNextReplies(1);
    ObjectInfo written = uploads.complete(ADDRESS, id, List.of(part), true);

    assertThat(written).isEqualTo(memory.stat(ADDRESS));
  }

  @Test
  void alsoWhenTheSizesOfPartsAreNotKnown() {
    below.loseNextReplies(1);
    UploadedPart named = UploadedPart.named(1, part.etag());
    ObjectInfo written = uploads.complete(ADDRESS, id, List.of(named), false);

    assertThat(written.size()).isEqualTo(100);
  }

  @Test
  void anUploadThatEndedWithoutAnObjectIsNotTakenForCompleted() {
    memory.multipart().orElseThrow().abort(ADDRESS, id);
    below.refuseNext(1, away);

    fails(NOT_FOUND, () -> uploads.complete(ADDRESS, id, List.of(part), false));
  }

  @Test
  void anotherObjectIsNotTakenForTheCompletedOne() {
    memory.multipart().orElseThrow().abort(ADDRESS, id);
    memory.put(ADDRESS, content(101), PutOptions.REPLACE);
    below.refuseNext(1, away);
    BlockstoreException failure =
        fails(UNAVAILABLE, () -> uploads.complete(ADDRESS, id, List.of(part), false));

    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageContaining("container/object");
  }

  @Test
  void anObjectInTheWayIsNotTakenForTheCompletedOne() {
    memory.put(ADDRESS, content(100), PutOptions.REPLACE);
    below.refuseNext(1, away);
    fails(ALREADY_EXISTS, () -> uploads.complete(ADDRESS, id, List.of(part), true));

    assertThat(uploads.listParts(ADDRESS, id, 0, 1).parts()).containsExactly(part);
  }

  @Test
  void anUploadThatWasNeverThereIsNotLookedFor() {
    memory.put(ADDRESS, content(100), PutOptions.REPLACE);
    int before = below.calls();
    fails(NOT_FOUND, () -> uploads.complete(ADDRESS, "another", List.of(part), false));

    assertThat(below.calls()).isEqualTo(before + 1);
  }

  @Test
  void aPartIsSentAgainIfItCanBe() {
    below.loseNextReplies(1);
    uploads.putPart(ADDRESS, id, 2, content(50));
    below.refuseNext(1, new BlockstoreException(BUSY, "slow down, on purpose"));
    uploads.putPart(ADDRESS, id, 3, once(LARGE));
    below.loseNextReplies(1);
    uploads.putPart(ADDRESS, id, 4, once(50));
    below.loseNextReplies(1);
    fails(UNAVAILABLE, () -> uploads.putPart(ADDRESS, id, 5, once(LARGE)));

    assertThat(uploads.listParts(ADDRESS, id, 0, 10).parts()).hasSize(5);
  }

  private static Content content(int length) {
    return Content.of(new byte[length]);
  }

  private static Content once(int length) {
    return Content.once(new ByteArrayInputStream(new byte[length]), length);
  }

  private static BlockstoreException fails(Kind kind, ThrowingCallable call) {
    BlockstoreException failure = catchThrowableOfType(BlockstoreException.class, call);
    assertThat(failure).as("a failure of kind %s", kind).isNotNull();
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    return failure;
  }
}
