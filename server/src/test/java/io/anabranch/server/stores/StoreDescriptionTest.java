package io.anabranch.server.stores;

import static io.anabranch.server.stores.SampleStores.MEM;
import static io.anabranch.server.stores.SampleStores.azure;
import static io.anabranch.server.stores.SampleStores.definition;
import static io.anabranch.server.stores.SampleStores.local;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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
            definition("az", false, azure(Optional.of(URI.create("http://127.0.0.1:10000/acct")))));

    assertThat(azure.admits("https://acct.blob.core.windows.net/c/x")).isTrue();
    assertThat(azure.admits("https://acct.blobXcore.windows.net/c/x")).isFalse();
    assertThat(azure.admits("http://127.0.0.1:10000/acct/c/x")).isTrue();
    assertThat(azure.admits("http://127.0.0.1:10001/acct/c/x")).isFalse();
    assertThat(azure.admits("s3://c/x")).isFalse();
    assertThat(azure.toString()).doesNotContain("hidden");
    assertThat(azure.presign()).isTrue();
    assertThat(azure.presignUi()).isFalse();
  }
}
