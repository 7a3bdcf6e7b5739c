package io.anabranch.benchmarks.s3;

import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.workloads.Fixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One large object by the SDK, again and again; its bytes are dropped.
 *
 * @param server the gateway, or a limit that sends the same whatever it is asked for
 */
record SdkDownload(String name, URI server, Keys keys, SdkClient sdk, String bucket, String key)
    implements Subject {

  private static final int PER_STEP = 20;
  private static final int PIECE_BYTES = 256 << 10;

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
    return new Downloader(sdk.open(server, keys), bucket, key);
  }

  private record Downloader(S3Client client, String bucket, String key) implements Client {

    @Override
    public void run() throws IOException {
      byte[] piece = new byte[PIECE_BYTES];
      long bytes = 0;
      try (InputStream object = client.getObject(get -> get.bucket(bucket).key(key))) {
        for (int count = object.read(piece); count >= 0; count = object.read(piece)) {
          bytes += count;
        }
      }
      if (bytes != Fixture.BULK_BYTES) {
        throw new IOException("got " + bytes + " bytes");
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
