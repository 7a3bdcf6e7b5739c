package io.anabranch.blockstore.azure;

import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.sas.SasProtocol;
import io.anabranch.blockstore.AttachmentHeader;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Links as shared access signatures for one blob. Who has a link to write may write the object any
 * number of times while it is good, by any request that writes.
 */
final class AzureLinks implements PresignedUrls {

  private final AzureClients clients;
  private final AzureSigner signer;
  private final AzureFailures failures;
  private final Clock clock;

  AzureLinks(AzureClients clients, AzureSigner signer, AzureFailures failures, Clock clock) {
    this.clients = clients;
    this.signer = signer;
    this.failures = failures;
    this.clock = clock;
  }

  @Override
  public Duration longestLife() {
    return signer.longestLife();
  }

  @Override
  public URI get(PhysicalAddress address, Duration life, String fileName) {
    BlobServiceSasSignatureValues values =
        values(life, new BlobSasPermission().setReadPermission(true));
    if (!fileName.isEmpty()) {
      values.setContentDisposition(AttachmentHeader.of(fileName));
    }
    return link(address, values);
  }

  @Override
  public URI put(PhysicalAddress address, Duration life) {
    return link(
        address,
        values(life, new BlobSasPermission().setCreatePermission(true).setWritePermission(true)));
  }

  /** The service answers a block without an etag, so nobody could complete the upload. */
  @Override
  public URI putPart(PhysicalAddress address, String uploadId, int number, Duration life) {
    throw new BlockstoreException(
        Kind.UNSUPPORTED,
        "Azure has no links to write parts of " + address + "; send the parts to this server");
  }

  private BlobServiceSasSignatureValues values(Duration life, BlobSasPermission permission) {
    if (life.compareTo(longestLife()) > 0) {
      throw new BlockstoreException(
          Kind.UNSUPPORTED, "A link lives " + longestLife().toHours() + " hours at most");
    }
    // Without a begin, so that a clock that goes behind this one's finds it good at once.
    OffsetDateTime end = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).plus(life);
    return new BlobServiceSasSignatureValues(end, permission);
  }

  private URI link(PhysicalAddress address, BlobServiceSasSignatureValues values) {
    AzureAddresses.check(address);
    BlockBlobClient blob = clients.blob(address);
    URI uri = URI.create(blob.getBlobUrl());
    if (uri.getScheme().equals("https")) {
      values.setProtocol(SasProtocol.HTTPS_ONLY);
    }
    String signature =
        failures.translating("sign a link to " + address, () -> signer.sign(blob, values));
    return URI.create(uri + "?" + signature);
  }
}
