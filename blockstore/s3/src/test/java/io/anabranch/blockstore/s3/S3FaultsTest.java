package io.anabranch.blockstore.s3;

import static io.anabranch.blockstore.BlockstoreException.Kind.CORRUPT;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static io.anabranch.blockstore.servers.FaultyLink.Direction.TO_CLIENT;
import static io.anabranch.blockstore.servers.FaultyLink.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Causes;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.layer.LayerTime;
import io.anabranch.blockstore.layer.breaker.BreakerSettings;
import io.anabranch.blockstore.layer.breaker.CircuitBreakingBlockstore;
import io.anabranch.blockstore.layer.integrity.CheckedBlockstore;
import io.anabranch.blockstore.layer.integrity.IntegritySettings;
import io.anabranch.blockstore.layer.retry.RetrySettings;
import io.anabranch.blockstore.layer.retry.RetryingBlockstore;
import io.anabranch.blockstore.layer.timeout.TimeLimitedBlockstore;
import io.anabranch.blockstore.layer.timeout.TimeLimits;
import io.anabranch.blockstore.s3.ScriptedServer.Answer;
import io.anabranch.blockstore.servers.FaultyLink;
import io.anabranch.blockstore.servers.FaultyLink.Cut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of faults between the product's layers, in their order, and a server that speaks S3.
 */
class S3FaultsTest {

  private static final PhysicalAddress OBJECT = new PhysicalAddress("bucket", "object");
  private static final byte[] BYTES = new byte[2 << 20];
  private static final int CUT = 300_000;
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private static S3ProxyServer server;
  private static FaultyLink link;

  private Blockstore store;

  @BeforeAll
  static void start() {
    new Random(11).nextBytes(BYTES);
    server = S3ProxyServer.start();
    server.createBucket(OBJECT.container());
    try (Blockstore near = S3Blockstore.open(server.settings().build(), Clock.systemUTC())) {
      near.put(OBJECT, Content.of(BYTES), PutOptions.REPLACE);
    }
    link = FaultyLink.to(server.endpoint());
  }

  @AfterAll
  static void stop() {
    if (link != null) {
      link.close();
    }
    server.close();
  }

  /** Of connections that no fault has seen. */
  @BeforeEach
  void open() {
    store = open(5);
  }

  private static Blockstore open(int attempts) {
    return layered(server.settings().endpoint(link.endpoint()), attempts);
  }

  private static Blockstore layered(TestSettings settings, int attempts) {
    Blockstore stack = S3Blockstore.open(settings.build(), Clock.systemUTC());
    stack = new CheckedBlockstore(stack, new IntegritySettings("far", true, true));
    stack =
        new TimeLimitedBlockstore(
            stack, new TimeLimits("far", SILENCE, Duration.ofMinutes(1)), LayerTime.SYSTEM);
    stack =
        new CircuitBreakingBlockstore(
            stack,
            new BreakerSettings("far", 100, 50, Duration.ofSeconds(10), 3),
            Clock.systemUTC());
    return new RetryingBlockstore(
        stack,
        new RetrySettings("far", attempts, Duration.ofMillis(20), Duration.ofSeconds(1)),
        LayerTime.SYSTEM);
  }

  @AfterEach
  void heal() {
    link.heal();
    store.close();
  }

  @Test
  void aFarStoreServesAll() throws IOException {
    link.delay(TO_CLIENT, Duration.ofMillis(100));
    PhysicalAddress copy = new PhysicalAddress(OBJECT.container(), "copy");

    store.put(OBJECT, Content.of(BYTES), PutOptions.REPLACE);
    store.copy(OBJECT, copy, CopyOptions.REPLACE);
    assertThat(store.stat(copy).size()).isEqualTo(BYTES.length);
    isWhole(read(store, copy));
    store.delete(List.of(copy));
    assertThat(store.list(ListRequest.of(OBJECT.container(), "copy")).objects()).isEmpty();
  }

  @Test
  void aTransferMayTakeLongerThanTheStoreMayBeSilent() throws IOException {
    link.slow(TO_CLIENT, 1000);
    long begun = System.nanoTime();

    isWhole(read(store, OBJECT));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(SILENCE);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatBreaksOffIsReadOnAndNeverTakenForWhole(Cut cut) throws IOException {
    link.cut(TO_CLIENT, CUT, cut);

    isWhole(read(store, OBJECT));
    try (Blockstore impatient = open(1);
        OpenObject object = impatient.open(OBJECT, ReadOptions.WHOLE)) {
      ByteArrayOutputStream given = new ByteArrayOutputStream();
      IOException failure =
          catchThrowableOfType(IOException.class, () -> object.stream().transferTo(given));
      failsAs(UNAVAILABLE, failure);
      assertThat(Causes.has(failure, SocketException.class)).isEqualTo(cut == Cut.RESET);
      assertThat(given.size()).isBetween(1, CUT);
      assertThat(given.toByteArray()).isEqualTo(Arrays.copyOf(BYTES, given.size()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUploadThatBreaksOffIsSentAgainAndWrittenOnce(Cut cut) throws IOException {
    link.cut(TO_SERVER, CUT, cut);
    PhysicalAddress fresh = new PhysicalAddress(OBJECT.container(), "fresh/" + cut);
    HealingContent content = new HealingContent(new AtomicInteger());

    store.put(fresh, content, PutOptions.IF_ABSENT);

    assertThat(content.openings).hasValue(2);
    assertThat(server.listKeys(OBJECT.container(), fresh.key())).containsExactly(fresh.key());
    isWhole(read(store, fresh));
  }

  /** Breaks off until it is sent for the second time. */
  private record HealingContent(AtomicInteger openings) implements Content {

    @Override
    public OptionalLong length() {
      return OptionalLong.of(BYTES.length);
    }

    @Override
    public boolean reopenable() {
      return true;
    }

    @Override
    public InputStream open() throws IOException {
      if (openings.incrementAndGet() == 2) {
        link.heal();
      }
      return Content.of(BYTES).open();
    }
  }

  @Test
  void aStoreThatAcceptsAndHangsIsGivenUpAndComesBack() {
    link.silence(TO_SERVER);
    try (Blockstore impatient = open(2)) {
      long begun = System.nanoTime();
      BlockstoreException failure =
          catchThrowableOfType(BlockstoreException.class, () -> impatient.stat(OBJECT));

      assertThat(failure).hasMessageContaining("`far` was silent for 1000 ms");
      assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(SILENCE.multipliedBy(2), SILENCE.multipliedBy(10));
      link.heal();
      assertThat(impatient.stat(OBJECT).size()).isEqualTo(BYTES.length);
    }
  }

  /** The server above tells no digests. */
  @Test
  void bytesThatChangedOnTheWayAreNeverTakenForTheObject() {
    String digestOfDigits = "4waSgw==";
    try (ScriptedServer telling = ScriptedServer.start();
        Blockstore strict = layered(server.settings().endpoint(telling.endpoint()), 5)) {
      telling.says(
          Answer.of(200, "123456788")
              .with("ETag", "\"e\"")
              .with("x-amz-checksum-crc32c", digestOfDigits));

      ByteArrayOutputStream given = new ByteArrayOutputStream();
      IOException failure =
          catchThrowableOfType(
              IOException.class,
              () -> {
                try (OpenObject object = strict.open(OBJECT, ReadOptions.WHOLE)) {
                  object.stream().transferTo(given);
                }
              });
      failsAs(CORRUPT, failure);
      assertThat(given.size()).isLessThan(9);

      BlockstoreException written =
          catchThrowableOfType(
              BlockstoreException.class,
              () -> strict.put(OBJECT, Content.of(new byte[9]), PutOptions.REPLACE));
      assertThat(written.kind()).isEqualTo(CORRUPT);
    }
  }

  private static void failsAs(Kind kind, IOException failure) {
    assertThat(failure)
        .cause()
        .isInstanceOfSatisfying(
            BlockstoreException.class, why -> assertThat(why.kind()).isEqualTo(kind));
  }

  private static void isWhole(byte[] bytes) {
    assertThat(Arrays.equals(bytes, BYTES)).as("all bytes, as written").isTrue();
  }

  private static byte[] read(Blockstore from, PhysicalAddress address) throws IOException {
    try (OpenObject object = from.open(address, ReadOptions.WHOLE)) {
      return object.stream().readAllBytes();
    }
  }
}
