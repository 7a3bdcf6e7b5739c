package io.anabranch.blockstore.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.anabranch.blockstore.PhysicalAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The key that the service lends an identity is asked for once in a day or so. */
class AzureSignerTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String LENT_KEY =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <UserDelegationKey>
        <SignedOid>an-identity</SignedOid><SignedTid>a-tenant</SignedTid>
        <SignedStart>2026-01-02T03:04:05Z</SignedStart>
        <SignedExpiry>2026-01-04T03:04:05Z</SignedExpiry>
        <SignedService>b</SignedService><SignedVersion>2020-02-10</SignedVersion>
        <Value>YW55IGJ5dGVz</Value>
      </UserDelegationKey>
      """;

  @Test
  void borrowsAKeyAndSignsWithItUntilItWouldEndFirst() throws Exception {
    Map<String, String> xml = Map.of("Content-Type", "application/xml");
    try (CannedServer service = CannedServer.answering(200, xml, LENT_KEY)) {
      AzureClients clients =
          AzureClients.open(
              AzuriteServer.settings(
                  service.endpoint(), new AzureCredentials.Key(AzuriteServer.KEY)));
      BlockBlobClient blob = clients.blob(new PhysicalAddress("container", "key"));
      AzureSigner signer = new AzureSigner.ByIdentity(clients, Clock.fixed(NOW, ZoneOffset.UTC));

      assertThat(signer.sign(blob, until(Duration.ofHours(1)))).contains("skoid=an-identity");
      assertThat(signer.sign(blob, until(Duration.ofDays(2)))).contains("sktid=a-tenant");
      assertThat(service.requests()).isEqualTo(1);

      assertThat(signer.sign(blob, until(Duration.ofDays(2).plusSeconds(1)))).contains("sig=");
      assertThat(service.requests()).isEqualTo(2);
    }
  }

  private static BlobServiceSasSignatureValues until(Duration life) {
    return new BlobServiceSasSignatureValues(
        OffsetDateTime.ofInstant(NOW, ZoneOffset.UTC).plus(life),
        new BlobSasPermission().setReadPermission(true));
  }
}
