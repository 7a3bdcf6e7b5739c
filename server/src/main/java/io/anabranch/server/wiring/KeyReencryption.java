package io.anabranch.server.wiring;

import io.anabranch.server.auth.SecretCipher;
import io.anabranch.server.postgres.CredentialTable;
import io.anabranch.server.postgres.CredentialTable.Credential;
import io.anabranch.server.postgres.EncryptedSecret;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts the secrets of access keys with the server's present key, when a former one is still
 * named. Several servers may do so at once.
 */
final class KeyReencryption {

  private static final Logger log = LoggerFactory.getLogger(KeyReencryption.class);
  private static final int PAGE = 1_000;

  private final CredentialTable table;
  private final SecretCipher cipher;

  KeyReencryption(CredentialTable table, SecretCipher cipher) {
    this.table = table;
    this.cipher = cipher;
  }

  void run() {
    int done = 0;
    List<Credential> page;
    String after = "";
    do {
      page = table.listAll(after, PAGE);
      for (Credential credential : page) {
        after = credential.accessKeyId();
        done += renew(credential) ? 1 : 0;
      }
    } while (page.size() == PAGE);
    log.info("secrets of {} access keys were encrypted with the present secret key", done);
  }

  /** One that nobody can read is no reason not to start: its user is told when using it. */
  private boolean renew(Credential credential) {
    try {
      Optional<byte[]> renewed =
          cipher.renew(credential.accessKeyId(), credential.secret().bytes());
      return renewed.isPresent()
          && table.replaceSecret(credential, new EncryptedSecret(renewed.get()));
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.Corrupt) {
        log.warn("{}", e.getMessage());
        return false;
      }
      throw e;
    }
  }
}
