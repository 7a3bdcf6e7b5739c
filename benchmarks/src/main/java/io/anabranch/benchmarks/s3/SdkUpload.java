package io.anabranch.benchmarks.s3;

import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.workloads.Fixture;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Large objects by the SDK, out of memory, each to a new key.
 *
 * @param server the gateway, or a limit that takes whatever it is sent
 * @param numbers of keys
 */
record SdkUpload(
    String name, URI server, Keys keys, SdkClient sdk, String bucket, AtomicLong numbers)
    implements Subject {

  private static final int PER_STEP = 6;

  @Override
  public long bytesPerOperation() {
    return Fixture.BULK_BYTES;
  }

  @Override
  public int operationsPerStep() {
    return PER_STEP;
  }

  @Override
  public Client open(int number) {
    return new Uploader(sdk.open(server, keys), bucket, numbers);
  }

  private static final class Uploader implements Client {

    private final S3Client client;
    private final String bucket;
    private final AtomicLong numbers;
    private final byte[] bytes = Fixture.noise(Fixture.BULK_BYTES);

    Uploader(S3Client client, String bucket, AtomicLong numbers) {
      this.client = client;
      this.bucket = bucket;
      this.numbers = numbers;
    }

    @Override
    public void run() {
      String key = "main/bulk/%010d".formatted(numbers.incrementAndGet());
      client.putObject(
          put -> put.bucket(bucket).key(key),
          RequestBody.fromContentProvider(
              ContentStreamProvider.fromByteArrayUnsafe(bytes),
              bytes.length,
              "application/octet-stream"));
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
