package io.anabranch.benchmarks.stores;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.s3.S3Blockstore;
import io.anabranch.blockstore.s3.S3Credentials;
import io.anabranch.blockstore.s3.S3Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Our adapter, given a stream of known length, as an upload is. */
final class AdapterSubject implements Subject {

  private static final int CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int PART_BYTES = 8 << 20;

  private final Blockstore store;
  private final PhysicalAddress address;

  AdapterSubject(Place place) {
    S3Credentials keys =
        new S3Credentials.Keys(place.accessKey(), place.secret(), Optional.empty());
    this.store =
        S3Blockstore.open(
            new S3Settings(
                "us-east-1",
                Optional.of(place.endpoint()),
                Optional.empty(),
                keys,
                true,
                false,
                false,
                true,
                Optional.empty(),
                CONNECTIONS,
                PATIENCE,
                PATIENCE,
                PART_BYTES),
            Clock.systemUTC());
    this.address = new PhysicalAddress(place.bucket(), "adapter");
  }

  @Override
  public String name() {
    return "adapter";
  }

  @Override
  public void put(Path file) throws IOException {
    Content content = Content.once(Files.newInputStream(file), Files.size(file));
    store.put(address, content, PutOptions.REPLACE);
  }

  @Override
  public void get() throws IOException {
    try (OpenObject object = store.open(address, ReadOptions.WHOLE)) {
      object.stream().transferTo(OutputStream.nullOutputStream());
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
