package io.anabranch.blockstore.layer.metering;

import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadedPart;
import io.anabranch.blockstore.layer.metering.MeteringSettings.Stage;
import io.anabranch.blockstore.local.LocalBlockstore;
import io.anabranch.blockstore.local.LocalSettings;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteredBlockstoreTest extends BlockstoreContract {

  private static final MeteringSettings SETTINGS = new MeteringSettings("lake", Stage.CALL);

  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final FaultyBlockstore below =
      new FaultyBlockstore(new MemoryBlockstore(1 << 26, Clock.systemUTC()), 1, Chances.NONE);

  @Override
  protected Blockstore openStore() {
    return new MeteredBlockstore(below, SETTINGS, registry);
  }

  @Test
  void timesOperationsByOutcome() {
    put("a", bytes(100));
    fails(NOT_FOUND, () -> store.stat(at("b")));
    below.setChances(new Chances(1, 0, 0));
    fails(UNAVAILABLE, () -> store.stat(at("a")));

    assertThat(timer("put", "ok").count()).isEqualTo(1);
    assertThat(timer("stat", "not_found").count()).isEqualTo(1);
    assertThat(timer("stat", "unavailable").count()).isEqualTo(1);
  }

  @Test
  void timesUploadsInParts() {
    MultipartUploads uploads = store.multipart().orElseThrow();
    String id = uploads.begin(at("a"), ObjectAttributes.NONE);
    UploadedPart part = uploads.putPart(at("a"), id, 1, Content.of(bytes(100)));
    uploads.complete(at("a"), id, List.of(part), false);
    fails(NOT_FOUND, () -> uploads.listParts(at("a"), id, 0, 1));

    for (String operation : List.of("begin_upload", "put_part", "complete_upload")) {
      assertThat(timer(operation, "ok").count()).as(operation).isEqualTo(1);
    }
    assertThat(timer("list_parts", "not_found").count()).isEqualTo(1);
    assertThat(bytes("in")).isEqualTo(100);
  }

  @Test
  void timesABodyUntilItIsClosed() throws IOException {
    put("a", bytes(100));
    OpenObject object = store.open(at("a"), ReadOptions.range(10, 50));
    object.stream().readAllBytes();
    clock.add(Duration.ofMillis(30));
    object.close();
    object.close();

    assertThat(timer("open", "ok").totalTime(TimeUnit.MILLISECONDS)).isZero();
    assertThat(timer("read", "ok").count()).isEqualTo(1);
    assertThat(timer("read", "ok").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(30);
    assertThat(bytes("out")).isEqualTo(50);
    assertThat(bytes("in")).isEqualTo(100);
  }

  @Test
  void tellsHowABodyEnded() throws IOException {
    put("a", bytes(100));
    try (OpenObject object = store.open(at("a"), ReadOptions.WHOLE)) {
      assertThat(object.stream().read()).isNotNegative();
    }
    below.setChances(new Chances(0, 0, 1));
    try (OpenObject object = store.open(at("a"), ReadOptions.WHOLE)) {
      assertThatThrownBy(() -> object.stream().readAllBytes()).isInstanceOf(IOException.class);
    }

    assertThat(timer("read", "abandoned").count()).isEqualTo(1);
    assertThat(timer("read", "unavailable").count()).isEqualTo(1);
  }

  @Test
  void countsContentOfUnknownLength() {
    put("a", Content.once(new ByteArrayInputStream(bytes(123_456))));

    assertThat(bytes("in")).isEqualTo(123_456);
  }

  @Test
  void countsASliceAsSentWhole(@TempDir Path directory) {
    try (Blockstore local =
        new MeteredBlockstore(
            LocalBlockstore.open(LocalSettings.durable(directory)), SETTINGS, registry)) {
      local.put(at("a"), Content.of(bytes(100)), PutOptions.REPLACE);
      try (OpenObject object = local.open(at("a"), ReadOptions.WHOLE)) {
        assertThat(object.file()).isPresent();
      }
    }

    assertThat(bytes("out")).isEqualTo(100);
    assertThat(timer("read", "ok").count()).isEqualTo(1);
  }

  private Timer timer(String operation, String outcome) {
    return registry
        .get("blockstore.operations")
        .tags("store", "lake", "stage", "call", "operation", operation, "outcome", outcome)
        .timer();
  }

  private double bytes(String direction) {
    return registry
        .get("blockstore.bytes")
        .tags("store", "lake", "stage", "call", "direction", direction)
        .counter()
        .count();
  }
}
