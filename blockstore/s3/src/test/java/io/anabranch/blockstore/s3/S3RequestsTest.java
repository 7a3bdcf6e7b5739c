package io.anabranch.blockstore.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.s3.ScriptedServer.Answer;
import io.anabranch.blockstore.s3.ScriptedServer.Asked;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire beside the bytes. */
class S3RequestsTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("bucket", "key");
  private static final PhysicalAddress OTHER = new PhysicalAddress("bucket", "other");

  private ScriptedServer server;

  @BeforeEach
  void startServer() {
    server = ScriptedServer.start();
    server.says(S3RequestsTest::answer);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static Answer answer(Asked asked) {
    String body =
        asked.target().contains("uploads")
            ? "<InitiateMultipartUploadResult><UploadId>id</UploadId>"
                + "</InitiateMultipartUploadResult>"
            : "<CopyObjectResult><ETag>\"e\"</ETag>"
                + "<LastModified>2026-01-01T00:00:00.000Z</LastModified></CopyObjectResult>";
    return Answer.of(200, body)
        .with("ETag", "\"e\"")
        .with("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
  }

  @Test
  void everyWriteAsksForTheEncryption() {
    try (Blockstore store = open(settings().encryption("aws:kms", "the-key"))) {
      store.put(ADDRESS, Content.of(new byte[3]), PutOptions.REPLACE);
      store.copy(ADDRESS, OTHER, CopyOptions.REPLACE);
      store.multipart().orElseThrow().begin(ADDRESS, ObjectAttributes.NONE);
    }
    List<Asked> writes =
        server.asked().stream().filter(asked -> !asked.method().equals("HEAD")).toList();

    assertThat(writes).hasSize(3);
    assertThat(writes)
        .allSatisfy(
            asked -> {
              assertThat(asked.header("x-amz-server-side-encryption")).contains("aws:kms");
              assertThat(asked.header("x-amz-server-side-encryption-aws-kms-key-id"))
                  .contains("the-key");
            });
  }

  @Test
  void metadataIsAscii() {
    var attributes =
        new ObjectAttributes(Optional.of("text/plain"), Map.of("name", " Fluß 100%  川 "));
    try (Blockstore store = open(settings())) {
      store.put(ADDRESS, Content.of(new byte[3]), PutOptions.REPLACE.withAttributes(attributes));
    }
    Asked put = server.asked().getFirst();

    assertThat(put.header("content-type")).contains("text/plain");
    assertThat(put.header("x-amz-meta-name")).contains("%20Flu%C3%9F 100%25 %20%E5%B7%9D%20");
  }

  @Test
  void checksumsGoAlongUnlessSwitchedOff() {
    try (Blockstore with = open(settings());
        Blockstore without = open(settings().noChecksums())) {
      with.put(ADDRESS, Content.of(new byte[3]), PutOptions.REPLACE);
      without.put(ADDRESS, Content.of(new byte[3]), PutOptions.REPLACE);
      without.delete(List.of(ADDRESS, OTHER));
    }

    assertThat(server.asked().get(0).header("x-amz-trailer")).contains("x-amz-checksum-crc32c");
    assertThat(server.asked().get(1).headers().keySet())
        .noneMatch(name -> name.contains("checksum") || name.equals("x-amz-trailer"));
    assertThat(server.asked().get(2).headers()).containsKey("content-md5");
  }

  @Test
  void theStoresChecksumIsToldIfItIsOneOfTheBytes() {
    server.says(object("4waSgw=="));
    try (Blockstore store = open(settings())) {
      var checksum = new Checksum(Checksum.Algorithm.CRC32C, "e3069283");
      assertThat(store.stat(ADDRESS).checksum()).contains(checksum);
      try (OpenObject object = store.open(ADDRESS, ReadOptions.WHOLE)) {
        assertThat(object.info().checksum()).contains(checksum);
      }
      assertThat(server.asked().getFirst().header("x-amz-checksum-mode")).contains("ENABLED");

      server.says(object("4waSgw==-2"));
      assertThat(store.stat(ADDRESS).checksum()).as("of the parts' digests").isEmpty();
    }
  }

  private static Answer object(String crc32c) {
    return Answer.of(200, "123456789")
        .with("ETag", "\"e\"")
        .with("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
        .with("x-amz-checksum-crc32c", crc32c);
  }

  private TestSettings settings() {
    return new TestSettings(
        server.endpoint(), new S3Credentials.Keys("key", "secret", Optional.empty()));
  }

  private static Blockstore open(TestSettings settings) {
    return S3Blockstore.open(settings.build(), Clock.systemUTC());
  }
}
