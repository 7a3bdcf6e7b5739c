package io.anabranch.blockstore.s3;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * What signs links, one for each region: a link holds only in the bucket's own. Where regions are
 * followed, the first link to a bucket asks for its region, which never changes.
 */
final class S3Presigners implements AutoCloseable {

  private static final String REGION_HEADER = "x-amz-bucket-region";

  private final S3Connection store;
  private final AwsCredentialsProvider credentials;
  private final Map<String, S3Presigner> byRegion = new ConcurrentHashMap<>();
  private final Map<String, String> regions = new ConcurrentHashMap<>();

  S3Presigners(S3Connection store, AwsCredentialsProvider credentials) {
    this.store = store;
    this.credentials = credentials;
  }

  S3Presigner of(String bucket) {
    return byRegion.computeIfAbsent(region(bucket), this::open);
  }

  private S3Presigner open(String region) {
    S3Settings settings = store.settings();
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(region))
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build());
    settings.linkEndpoint().or(settings::endpoint).ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private String region(String bucket) {
    if (!store.settings().followsRegions()) {
      return store.settings().region();
    }
    String known = regions.get(bucket);
    if (known != null) {
      return known;
    }
    // Not while the map is locked, as this may take a while.
    String found = ask(bucket);
    regions.put(bucket, found);
    return found;
  }

  /** Also who may not look into a bucket is told where it is. */
  private String ask(String bucket) {
    try {
      String region = store.client().headBucket(head -> head.bucket(bucket)).bucketRegion();
      return region == null ? store.settings().region() : region;
    } catch (S3Exception e) {
      SdkHttpResponse response =
          e.awsErrorDetails() == null ? null : e.awsErrorDetails().sdkHttpResponse();
      if (response == null) {
        throw e;
      }
      return response.firstMatchingHeader(REGION_HEADER).orElseThrow(() -> e);
    }
  }

  @Override
  public void close() {
    byRegion.values().forEach(S3Presigner::close);
  }
}
