package io.anabranch.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.CredentialTable;
import io.anabranch.server.postgres.CredentialTable.Credential;
import io.anabranch.server.postgres.EncryptedSecret;
import io.anabranch.server.postgres.MigratedDatabase;
import io.anabranch.server.postgres.UserTable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyUsesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;

  @Test
  void theLatestUseIsRecorded() {
    try (var migrated = new MigratedDatabase()) {
      new UserTable(migrated.database()).create(new UserTable.User("ada", START));
      var table = new CredentialTable(migrated.database());
      var secret = new EncryptedSecret(new byte[] {1});
      for (String id : new String[] {"used", "unused"}) {
        assertThat(table.create(new Credential(id, "ada", secret, START))).isTrue();
      }
      var uses = new KeyUses(table::markUsed, () -> now);
      var ofAnotherServer = new KeyUses(table::markUsed, () -> START);
      uses.record();
      uses.used("used");
      uses.used("gone");
      uses.record();
      assertThat(table.find("used").orElseThrow().lastUsed()).isEqualTo(START);
      assertThat(table.find("unused").orElseThrow().lastUsed()).isNull();
      now = START.plusSeconds(61);
      uses.used("used");
      uses.record();
      ofAnotherServer.used("used");
      ofAnotherServer.record();
      assertThat(table.find("used").orElseThrow().lastUsed()).isEqualTo(now);
    }
  }
}
