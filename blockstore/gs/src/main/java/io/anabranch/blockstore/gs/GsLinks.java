package io.anabranch.blockstore.gs;

import com.google.api.core.ApiClock;
import com.google.auth.ServiceAccountSigner;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.HttpMethod;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.SignUrlOption;
import com.google.cloud.storage.StorageOptions;
import io.anabranch.blockstore.AttachmentHeader;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Diagnosis;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Links by signatures of version 4. With a key of the account at hand that is a computation; a
 * machine's own account has none, and Google is asked to sign.
 */
final class GsLinks implements PresignedUrls {

  private static final Duration LONGEST_LIFE = Duration.ofDays(7);

  private final GsConnection connection;
  private final ServiceAccountSigner signer;
  private final Storage signing;

  GsLinks(GsConnection connection, ServiceAccountSigner signer, Clock clock) {
    this.connection = connection;
    this.signer = signer;
    this.signing =
        StorageOptions.http()
            // Nothing is asked of it but to sign; the host tells it the scheme.
            .setHost(connection.settings().place())
            .setTransportOptions(
                HttpTransportOptions.newBuilder()
                    .setHttpTransportFactory(connection::transport)
                    .build())
            .setCredentials(NoCredentials.getInstance())
            .setProjectId("unused")
            .setClock(new SigningClock(clock))
            .build()
            .getService();
  }

  @Override
  public Duration longestLife() {
    return LONGEST_LIFE;
  }

  @Override
  public URI get(PhysicalAddress address, Duration life, String fileName) {
    GsAddresses.check(address);
    return link(
        HttpMethod.GET,
        address,
        life,
        fileName.isEmpty()
            ? Map.of()
            : Map.of("response-content-disposition", AttachmentHeader.of(fileName)));
  }

  @Override
  public URI put(PhysicalAddress address, Duration life) {
    GsAddresses.check(address);
    return linkToWrite(address, life);
  }

  /** A link to the object that is the part. */
  @Override
  public URI putPart(PhysicalAddress address, String uploadId, int number, Duration life) {
    GsMultipartUploads.LIMITS.requireNumber(address, number);
    if (!UploadNames.isId(address, uploadId)) {
      throw GsParts.noUpload(address);
    }
    return linkToWrite(UploadNames.part(address, uploadId, number), life);
  }

  private URI linkToWrite(PhysicalAddress address, Duration life) {
    if (connection.managedKey().isPresent()) {
      throw new BlockstoreException(
          Kind.UNSUPPORTED,
          "Links to write cannot name the key to encrypt with: make it the bucket's default, and"
              + " remove it from the store's configuration");
    }
    return link(HttpMethod.PUT, address, life, Map.of());
  }

  private URI link(
      HttpMethod method, PhysicalAddress address, Duration life, Map<String, String> query) {
    if (life.compareTo(LONGEST_LIFE) > 0) {
      throw new BlockstoreException(
          Kind.UNSUPPORTED, "A link to " + address + " lives 7 days at most");
    }
    try {
      return URI.create(
          signing
              .signUrl(
                  BlobInfo.newBuilder(address.container(), address.key()).build(),
                  life.toSeconds(),
                  TimeUnit.SECONDS,
                  SignUrlOption.httpMethod(method),
                  SignUrlOption.signWith(signer),
                  SignUrlOption.withHostName(connection.settings().place()),
                  SignUrlOption.withPathStyle(),
                  SignUrlOption.withQueryParams(query),
                  SignUrlOption.withV4Signature())
              .toString());
    } catch (RuntimeException e) {
      // It tells what the signer throws apart no better than that.
      throw unsigned(address, e);
    }
  }

  private BlockstoreException unsigned(PhysicalAddress address, RuntimeException e) {
    GsAction action = GsAction.sign(address);
    return connection
        .failures()
        .failure(
            action,
            Diagnosis.of(
                Kind.FORBIDDEN, "the account cannot sign; it takes " + action.permissions()),
            e);
  }

  /** Ours as the library wants it. */
  private record SigningClock(Clock clock) implements ApiClock {

    @Override
    public long nanoTime() {
      return TimeUnit.MILLISECONDS.toNanos(millisTime());
    }

    @Override
    public long millisTime() {
      return clock.millis();
    }
  }
}
