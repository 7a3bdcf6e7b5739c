package io.anabranch.blockstore.azure;

import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs links with what there is to sign with. Safe for use by many threads. */
sealed interface AzureSigner {

  /** None signs with a token: it says what its holder may do, and cannot make another. */
  static Optional<AzureSigner> of(AzureCredentials credentials, AzureClients clients, Clock clock) {
    return switch (credentials) {
      case AzureCredentials.Key _ -> Optional.of(new ByAccount());
      case AzureCredentials.Machine _ -> Optional.of(new ByIdentity(clients, clock));
      case AzureCredentials.Sas _ -> Optional.empty();
    };
  }

  /** The longest that what is signed may be good for. */
  Duration longestLife();

  /**
   * @return a query string without its question mark
   */
  String sign(BlockBlobClient blob, BlobServiceSasSignatureValues values);

  /** Signs with the account's key. */
  record ByAccount() implements AzureSigner {

    @Override
    public Duration longestLife() {
      return Duration.ofDays(7);
    }

    @Override
    public String sign(BlockBlobClient blob, BlobServiceSasSignatureValues values) {
      return blob.generateSas(values);
    }
  }

  /**
   * Signs with a key that the service lends to an identity, and that is asked for again only when
   * it would end before the link does.
   */
  final class ByIdentity implements AzureSigner {

    private static final Duration LONGEST_LINK = Duration.ofDays(1);
    private static final Duration KEY = Duration.ofDays(2);

    private final AzureClients clients;
    private final Clock clock;
    private @Nullable UserDelegationKey key;

    ByIdentity(AzureClients clients, Clock clock) {
      this.clients = clients;
      this.clock = clock;
    }

    @Override
    public Duration longestLife() {
      return LONGEST_LINK;
    }

    @Override
    public String sign(BlockBlobClient blob, BlobServiceSasSignatureValues values) {
      return blob.generateUserDelegationSas(values, keyUntil(values.getExpiryTime()));
    }

    private synchronized UserDelegationKey keyUntil(OffsetDateTime end) {
      UserDelegationKey found = key;
      if (found == null || found.getSignedExpiry().isBefore(end)) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        found = clients.blocking().getUserDelegationKey(null, now.plus(KEY));
        key = found;
      }
      return found;
    }
  }
}
