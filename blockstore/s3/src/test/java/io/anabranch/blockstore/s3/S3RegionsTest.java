package io.anabranch.blockstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.blockstore.s3.ScriptedServer.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link holds only in the region that it was signed for, which is the bucket's. */
class S3RegionsTest {

  private static final String ENDPOINT = "aws.endpointUrlS3";
  private static final String HEADER = "x-amz-bucket-region";
  private static final Duration LIFE = Duration.ofMinutes(5);

  private ScriptedServer amazon;
  private Blockstore store;
  private PresignedUrls links;

  @BeforeEach
  void open() {
    amazon = ScriptedServer.start();
    // Where the SDK looks for Amazon, for this test alone.
    System.setProperty(ENDPOINT, amazon.endpoint().toString());
    var keys = new S3Credentials.Keys("key", "secret", Optional.empty());
    store =
        S3Blockstore.open(
            new TestSettings(amazon.endpoint(), keys).amazon().build(), Clock.systemUTC());
    links = store.presignedUrls().orElseThrow();
  }

  @AfterEach
  void close() {
    System.clearProperty(ENDPOINT);
    store.close();
    amazon.close();
  }

  @Test
  void linksAreSignedForTheRegionOfTheirBucket() {
    amazon.says(
        asked ->
            Answer.of(200, "")
                .with(HEADER, asked.target().contains("north") ? "eu-north-1" : "ap-south-1"));

    assertThat(scope("north")).contains("eu-north-1");
    assertThat(scope("south")).contains("ap-south-1");
    assertThat(scope("north")).contains("eu-north-1");
    assertThat(amazon.asked()).as("once for each bucket").hasSize(2);
  }

  @Test
  void whoMayNotLookIntoABucketIsToldItsRegion() {
    amazon.says(Answer.of(403, "").with(HEADER, "eu-north-1"));

    assertThat(scope("north")).contains("eu-north-1");
  }

  @Test
  void thereAreNoLinksIntoABucketThatIsNotThere() {
    amazon.says(Answer.of(404, "").with("x-amz-request-id", "1"));
    var failure = catchThrowableOfType(BlockstoreException.class, () -> scope("none"));

    assertThat(failure).hasMessageContaining("no such bucket");
  }

  private String scope(String bucket) {
    return links.get(new PhysicalAddress(bucket, "key"), LIFE, "").getQuery();
  }
}
