package io.anabranch.blockstore.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceAsyncClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.specialized.BlobAsyncClientBase;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.anabranch.blockstore.PhysicalAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Executors;

/**
 * The SDK's clients of one account. The blocking one serves all calls but those that give a stream
 * of bytes, which only the other one gives as they come.
 */
record AzureClients(
    BlobServiceClient blocking, BlobServiceAsyncClient streaming, AzureCredentials credentials) {

  /**
   * Makes no call to the store.
   *
   * @throws IllegalArgumentException when the credentials have no proper form
   */
  static AzureClients open(AzureSettings settings) {
    HttpClient http = http(settings);
    BlobServiceClientBuilder builder =
        new BlobServiceClientBuilder()
            .endpoint(settings.endpoint().toString())
            .httpClient(http)
            .retryOptions(once(settings));
    switch (settings.credentials()) {
      case AzureCredentials.Key key -> {
        requireBase64(key.key());
        builder.credential(new StorageSharedKeyCredential(settings.account(), key.key()));
      }
      case AzureCredentials.Sas sas -> builder.sasToken(sas.token());
      case AzureCredentials.Machine _ ->
          builder.credential(new DefaultAzureCredentialBuilder().httpClient(http).build());
    }
    return new AzureClients(
        builder.buildClient(), builder.buildAsyncClient(), settings.credentials());
  }

  /** The SDK would find out with the first call. */
  private static void requireBase64(String key) {
    if (Base64.getDecoder().decode(key).length == 0) {
      throw new IllegalArgumentException("The account's key is empty");
    }
  }

  /** Silence of either side is for the layers to end, as they know whose it is. */
  private static HttpClient http(AzureSettings settings) {
    java.net.http.HttpClient.Builder jdk =
        java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            // Contents are read on these threads, and wait for whoever sends them.
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    return new JdkHttpClientBuilder(jdk)
        .connectionTimeout(settings.connectTimeout())
        .responseTimeout(settings.tryTimeout())
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .build();
  }

  private static RequestRetryOptions once(AzureSettings settings) {
    return new RequestRetryOptions(
        RetryPolicyType.FIXED, 1, settings.tryTimeout(), null, null, null);
  }

  BlobContainerClient container(String name) {
    return blocking.getBlobContainerClient(name);
  }

  BlockBlobClient blob(PhysicalAddress address) {
    return container(address.container()).getBlobClient(address.key()).getBlockBlobClient();
  }

  BlobAsyncClientBase stream(PhysicalAddress address) {
    return streaming
        .getBlobContainerAsyncClient(address.container())
        .getBlobAsyncClient(address.key());
  }

  /** The URL of an object with the token that this store signs on with, if it is one. */
  String signedOn(PhysicalAddress address) {
    String url = blob(address).getBlobUrl();
    return credentials instanceof AzureCredentials.Sas sas ? url + "?" + sas.query() : url;
  }
}
