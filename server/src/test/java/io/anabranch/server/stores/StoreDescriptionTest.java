package io.anabranch.server.stores;

import static io.anabranch.server.stores.SampleStores.MEM;
import static io.anabranch.server.stores.SampleStores.definition;
import static io.anabranch.server.stores.SampleStores.local;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.Secret;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StoreDescriptionTest {

  @Test
  void clientsAreToldWhatTheApiHasFieldsFor() {
    assertThat(StoreDescription.of(definition("a", false, local("/a"))))
        .isEqualTo(
            new StoreDescription(
                "a",
                "",
                "local",
                "local://example-bucket/",
                "^local://",
                Optional.of("local://"),
                true,
                false,
                false,
                "^local://"));
    assertThat(StoreDescription.of(definition("b", false, MEM)).type()).isEqualTo("mem");
  }

  @Test
  void azureAdmitsItsOwnDomainAndShowsNoKey() {
    StoreDescription azure =
        StoreDescription.of(
            definition(
                "az",
                false,
                new AzureStoreSettings(
                    "acct",
                    Optional.of(new Secret("hidden")),
                    "blob.core.windows.net",
                    Duration.ofMinutes(10),
                    PresignSettings.DEFAULT,
                    Optional.empty())));

    assertThat(azure.admits("https://acct.blob.core.windows.net/c/x")).isTrue();
    assertThat(azure.admits("https://acct.blobXcore.windows.net/c/x")).isFalse();
    assertThat(azure.admits("s3://c/x")).isFalse();
    assertThat(azure.toString()).doesNotContain("hidden");
    assertThat(azure.presign()).isTrue();
    assertThat(azure.presignUi()).isFalse();
  }
}
