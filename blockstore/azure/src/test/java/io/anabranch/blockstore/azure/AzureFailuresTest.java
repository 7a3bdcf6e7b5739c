package io.anabranch.blockstore.azure;

import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that an operator can get wrong has a diagnosis of its own. */
class AzureFailuresTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("container", "key");
  private static final AzureCredentials KEY = new AzureCredentials.Key(AzuriteServer.KEY);

  /** What a real server says. */
  @Nested
  class Answered {

    private static AzuriteServer real;

    @BeforeAll
    static void start() {
      real = AzuriteServer.start();
      real.createContainer("container");
    }

    @AfterAll
    static void stop() {
      real.close();
    }

    @Test
    void aWrongKey() {
      String wrong = Base64.getEncoder().encodeToString("my-wrong-key".getBytes(UTF_8));
      AzureSettings settings = real.settings(new AzureCredentials.Key(wrong));

      for (BlockstoreException failure :
          List.of(
              failure(settings, store -> store.open(ADDRESS, ReadOptions.WHOLE)),
              failure(settings, store -> store.stat(ADDRESS)))) {
        assertThat(failure)
            .hasMessageContaining("refuses these credentials")
            .hasMessageContaining("127.0.0.1")
            .message()
            .doesNotContain(wrong);
        assertThat(failure.kind()).isEqualTo(FORBIDDEN);
      }
    }

    @Test
    void aKeyThatIsNone() {
      AzureSettings settings = real.settings(new AzureCredentials.Key("not base64!"));
      var failure = failure(settings, store -> store.stat(ADDRESS));

      assertThat(failure).hasMessageContaining("credentials");
      assertThat(failure.kind()).isEqualTo(FORBIDDEN);
    }

    @Test
    void anUnknownAccount() {
      var settings = AzuriteServer.settings(real.endpoint("nobody"), KEY);
      var failure = failure(settings, store -> store.open(ADDRESS, ReadOptions.WHOLE));

      assertThat(failure).hasMessageContaining("no such account");
      assertThat(failure.kind()).isEqualTo(NOT_FOUND);
    }

    @Test
    void aMissingContainer() {
      PhysicalAddress nowhere = new PhysicalAddress("no-such-container", "key");
      var failure =
          failure(
              real.settings(),
              store -> store.put(nowhere, Content.of(new byte[1]), PutOptions.REPLACE));

      assertThat(failure).hasMessageContaining("there is no such container");
      assertThat(failure.kind()).isEqualTo(NOT_FOUND);
    }

    @Test
    void aTokenDoesWhatItAllowsAndNoMore() throws IOException {
      try (Blockstore store = AzureBlockstore.open(real.settings(), Clock.systemUTC())) {
        store.put(ADDRESS, Content.of(new byte[] {7}), PutOptions.REPLACE);
      }
      AzureSettings reading = real.settings(token("r", Duration.ofMinutes(5)));
      try (Blockstore store = AzureBlockstore.open(reading, Clock.systemUTC());
          var object = store.open(ADDRESS, ReadOptions.WHOLE)) {
        assertThat(object.stream().readAllBytes()).containsExactly(7);
        assertThat(store.presignedUrls()).isEmpty();
      }
      ListRequest list = ListRequest.of("container", "");
      assertThat(failure(reading, store -> store.list(list)))
          .hasMessageContaining("list container/")
          .hasMessageContaining("do not allow it");
    }

    @Test
    void aTokenCopiesToo() {
      AzureSettings all = real.settings(token("rwdlac", Duration.ofMinutes(5)));
      try (Blockstore store = AzureBlockstore.open(all, Clock.systemUTC())) {
        store.put(ADDRESS, Content.of(new byte[] {7}), PutOptions.REPLACE);
        PhysicalAddress copy = new PhysicalAddress("container", "copy");

        assertThat(store.copy(ADDRESS, copy, CopyOptions.REPLACE).size()).isEqualTo(1);
      }
    }

    @Test
    void anExpiredToken() {
      AzureSettings expired = real.settings(token("r", Duration.ofMinutes(-5)));
      var failure = failure(expired, store -> store.stat(ADDRESS));

      assertThat(failure).hasMessageContaining("expired").message().doesNotContain("sig=");
      assertThat(failure.kind()).isEqualTo(FORBIDDEN);
    }

    private static AzureCredentials token(String permissions, Duration life) {
      return new AzureCredentials.Sas(
          "?"
              + AzureClients.open(real.settings())
                  .blocking()
                  .generateAccountSas(
                      new AccountSasSignatureValues(
                          OffsetDateTime.now(ZoneOffset.UTC).plus(life),
                          AccountSasPermission.parse(permissions),
                          new AccountSasService().setBlobAccess(true),
                          new AccountSasResourceType().setContainer(true).setObject(true))));
    }

    @Test
    void anEndpointWithAnotherScheme() {
      URI secure = URI.create(real.endpoint().toString().replace("http:", "https:"));
      var failure = failure(AzuriteServer.settings(secure, KEY), store -> store.stat(ADDRESS));

      assertThat(failure).hasMessageContaining("TLS");
      assertThat(failure.retryable()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AuthenticationFailed, 403, Request date header too old: 'x', FORBIDDEN, clocks",
    "AuthenticationFailed, 403, Signature not valid in the specified time frame, FORBIDDEN,"
        + " has expired",
    "AuthenticationFailed, 403, The MAC signature found in the HTTP request, FORBIDDEN,"
        + " does not fit",
    "AuthorizationPermissionMismatch, 403, x, FORBIDDEN, extend the role",
    "AuthorizationFailure, 403, x, FORBIDDEN, network rules",
    "KeyBasedAuthenticationNotPermitted, 403, x, FORBIDDEN, takes no keys",
    "ContainerNotFound, 404, x, NOT_FOUND, no such container",
    "ServerBusy, 503, x, BUSY, fewer requests",
    "OperationTimedOut, 500, x, UNAVAILABLE, status 500",
    "AccountIsDisabled, 403, x, UNAVAILABLE, is disabled",
    "BlobArchived, 409, x, UNSUPPORTED, rehydrate",
    "WhoKnows, 400, x, UNAVAILABLE, WhoKnows"
  })
  void whatTheStoreAnswers(String code, int status, String says, Kind kind, String diagnosis)
      throws IOException {
    String body = "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, says);
    Map<String, String> headers =
        Map.of("x-ms-error-code", code, "Retry-After", "7", "Content-Type", "application/xml");
    try (CannedServer canned = CannedServer.answering(status, headers, body)) {
      var failure =
          failure(
              AzuriteServer.settings(canned.endpoint(), KEY),
              store -> store.open(ADDRESS, ReadOptions.WHOLE));

      assertThat(failure).hasMessageContaining(diagnosis).hasMessageContaining("container/key");
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.retryable()).isEqualTo(kind == BUSY || code.equals("OperationTimedOut"));
      if (kind == BUSY) {
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
      }
      assertThat(canned.requests()).as("the SDK repeats nothing").isEqualTo(1);
    }
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var failure = failure(at("http://127.0.0.1:" + port), store -> store.stat(ADDRESS));

    assertThat(failure).hasMessageContaining("nobody accepts connections");
    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aHostWithoutAnAddress() {
    var failure = failure(at("http://no-such-account.invalid"), store -> store.stat(ADDRESS));

    assertThat(failure).hasMessageContaining("storage_account");
    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void anInterruptedCallKeepsTheFlag() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.currentThread().interrupt();
      var failure =
          failure(at("http://127.0.0.1:" + silent.getLocalPort()), store -> store.stat(ADDRESS));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure).hasMessageContaining("cancelled");
      assertThat(failure.retryable()).isFalse();
    }
  }

  @Test
  void credentialsShowNoSecret() {
    assertThat(KEY.toString()).doesNotContain(AzuriteServer.KEY);
    assertThat(new AzureCredentials.Sas("sig=secret").toString()).doesNotContain("secret");
  }

  private static AzureSettings at(String endpoint) {
    return AzuriteServer.settings(URI.create(endpoint), KEY);
  }

  private static BlockstoreException failure(AzureSettings settings, Consumer<Blockstore> call) {
    return catchThrowableOfType(
        BlockstoreException.class,
        () -> {
          try (Blockstore store = AzureBlockstore.open(settings, Clock.systemUTC())) {
            call.accept(store);
          }
        });
  }
}
