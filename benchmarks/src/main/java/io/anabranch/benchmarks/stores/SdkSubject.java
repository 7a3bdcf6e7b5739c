package io.anabranch.benchmarks.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** The SDK as it comes, over one of its HTTP clients, given the file itself. */
final class SdkSubject implements Subject {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String name;
  private final S3Client client;
  private final String bucket;

  private SdkSubject(String name, Place place, SdkHttpClient.Builder<?> http) {
    this.name = name;
    this.client =
        S3Client.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(place.endpoint())
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(place.accessKey(), place.secret())))
            .httpClientBuilder(http)
            .build();
    this.bucket = place.bucket();
  }

  static SdkSubject apache(Place place) {
    return new SdkSubject(
        "SDK, Apache 5", place, Apache5HttpClient.builder().socketTimeout(PATIENCE));
  }

  static SdkSubject urlConnection(Place place) {
    return new SdkSubject(
        "SDK, URL connection", place, UrlConnectionHttpClient.builder().socketTimeout(PATIENCE));
  }

  static SdkSubject crt(Place place) {
    return new SdkSubject("SDK, CRT", place, AwsCrtHttpClient.builder());
  }

  void createBucket() {
    try {
      client.createBucket(create -> create.bucket(bucket));
    } catch (BucketAlreadyOwnedByYouException e) {
      System.err.println("Using the bucket that is there: " + e.awsErrorDetails().errorCode());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void put(Path file) {
    client.putObject(put -> put.bucket(bucket).key("sdk"), RequestBody.fromFile(file));
  }

  @Override
  public void get() throws IOException {
    try (InputStream object = client.getObject(get -> get.bucket(bucket).key("sdk"))) {
      object.transferTo(OutputStream.nullOutputStream());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
