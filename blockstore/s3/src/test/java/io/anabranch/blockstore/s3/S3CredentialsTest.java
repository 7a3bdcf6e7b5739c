package io.anabranch.blockstore.s3;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.s3.ScriptedServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to sign on, each at a server that verifies signatures. */
class S3CredentialsTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static S3ProxyServer server;

  private final List<String> properties = new ArrayList<>();
  private ScriptedServer tokens;
  @TempDir private Path directory;

  @BeforeAll
  static void startServer() {
    // Among them the token, which it does not look at.
    server = S3ProxyServer.start("s3proxy.ignore-unknown-headers=true");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void startTokens() {
    tokens = ScriptedServer.start();
  }

  @AfterEach
  void stopTokens() {
    tokens.close();
    properties.forEach(System::clearProperty);
  }

  @Test
  void aProfileOfAFile() throws IOException {
    Path file = directory.resolve("credentials");
    Files.writeString(
        file,
        """
        [default]
        aws_access_key_id = of-another-profile
        aws_secret_access_key = x

        [lake]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
            .formatted(S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET));

    assertThat(signsOn(new S3Credentials.Profile(Optional.of("lake"), Optional.of(file))))
        .isEmpty();
    assertThat(signsOn(new S3Credentials.Profile(Optional.empty(), Optional.of(file))))
        .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining("not known"));
  }

  @Test
  void theMachinesOwnKeys() {
    set("aws.accessKeyId", S3ProxyServer.ACCESS_KEY);
    set("aws.secretAccessKey", S3ProxyServer.SECRET);

    assertThat(signsOn(machine(Optional.empty()))).isEmpty();
  }

  @Test
  void temporaryKeysSendTheirToken() {
    var keys = new S3Credentials.Keys("key", "secret", Optional.of("the-token"));
    tokens.says(Answer.error(400, "ExpiredToken"));
    try (Blockstore store =
        S3Blockstore.open(new TestSettings(tokens.endpoint(), keys).build(), Clock.systemUTC())) {
      var failure =
          catchThrowableOfType(
              BlockstoreException.class, () -> store.list(ListRequest.of("bucket", "")));
      assertThat(failure).hasMessageContaining("renew").message().doesNotContain("the-token");
    }

    assertThat(tokens.asked().getFirst().header("x-amz-security-token")).contains("the-token");
  }

  @Test
  void aWebIdentityIsExchangedForKeys() throws IOException {
    webIdentity();
    tokens.says(_ -> Answer.of(200, session(Duration.ofHours(1))));
    try (Blockstore store = open(machine(Optional.of(Duration.ofMinutes(20))))) {
      store.list(ListRequest.of("bucket", ""));
      store.list(ListRequest.of("bucket", ""));
    }

    assertThat(tokens.asked()).hasSize(1);
    assertThat(tokens.asked().getFirst().body())
        .contains("Action=AssumeRoleWithWebIdentity")
        .contains("WebIdentityToken=a-web-token")
        .contains("DurationSeconds=1200");
  }

  @Test
  void aWebIdentityIsRenewedWithinItsWindow() throws IOException {
    webIdentity();
    // Short enough for all of the time in which the SDK chooses by lot to be over.
    tokens.says(_ -> Answer.of(200, session(Duration.ofSeconds(110))));

    assertThat(renewals(Duration.ofMinutes(30))).isEqualTo(3);
    assertThat(renewals(Duration.ZERO)).isEqualTo(1);
    assertThat(tokens.asked().getFirst().body()).doesNotContain("DurationSeconds");
  }

  /** In three calls. */
  private int renewals(Duration window) {
    int before = tokens.asked().size();
    try (Blockstore store = open(new S3Credentials.Machine(Optional.empty(), window))) {
      for (int i = 0; i < 3; i++) {
        store.list(ListRequest.of("bucket", ""));
      }
    }
    return tokens.asked().size() - before;
  }

  @Test
  void aRoleThatMayNotBeAssumed() throws IOException {
    webIdentity();
    tokens.says(
        Answer.of(403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"));

    assertThat(signsOn(machine(Optional.empty())))
        .hasValueSatisfying(
            failure -> {
              assertThat(failure)
                  .hasMessageContaining("hands out credentials refused with AccessDenied")
                  .hasMessageContaining("check the role")
                  .message()
                  .doesNotContain("a-web-token");
              assertThat(failure.kind()).isEqualTo(FORBIDDEN);
            });
  }

  @Test
  void aTokenFileThatIsNotThere() throws IOException {
    webIdentity();
    set("aws.webIdentityTokenFile", directory.resolve("none").toString());

    assertThat(signsOn(machine(Optional.empty())))
        .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(FORBIDDEN));
  }

  @Test
  void aProfileMayStandForARole() throws IOException {
    set("aws.endpointUrlSts", tokens.endpoint().toString());
    set("aws.region", "us-east-1");
    Path file = directory.resolve("credentials");
    Files.writeString(
        file,
        """
        [source]
        aws_access_key_id = of-the-source
        aws_secret_access_key = x

        [lake]
        role_arn = arn:aws:iam::123456789012:role/lake
        source_profile = source
        """);
    tokens.says(_ -> Answer.of(200, session(Duration.ofHours(1)).replace("WithWebIdentity", "")));

    assertThat(signsOn(new S3Credentials.Profile(Optional.of("lake"), Optional.of(file))))
        .isEmpty();
    assertThat(tokens.asked().getFirst().body()).contains("Action=AssumeRole&");
  }

  private void webIdentity() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "a-web-token");
    set("aws.webIdentityTokenFile", token.toString());
    set("aws.roleArn", "arn:aws:iam::123456789012:role/lake");
    set("aws.roleSessionName", "anabranch");
    set("aws.endpointUrlSts", tokens.endpoint().toString());
    set("aws.region", "us-east-1");
  }

  private static String session(Duration life) {
    return """
    <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>
      <Credentials>
        <AccessKeyId>%s</AccessKeyId>
        <SecretAccessKey>%s</SecretAccessKey>
        <SessionToken>session-token</SessionToken>
        <Expiration>%s</Expiration>
      </Credentials>
      <AssumedRoleUser><Arn>arn</Arn><AssumedRoleId>id</AssumedRoleId></AssumedRoleUser>
    </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
    """
        .formatted(
            S3ProxyServer.ACCESS_KEY,
            S3ProxyServer.SECRET,
            Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS));
  }

  private void set(String property, String value) {
    System.setProperty(property, value);
    properties.add(property);
  }

  private static S3Credentials machine(Optional<Duration> sessionDuration) {
    return new S3Credentials.Machine(sessionDuration, WINDOW);
  }

  private static Blockstore open(S3Credentials credentials) {
    return S3Blockstore.open(server.settings().credentials(credentials).build(), Clock.systemUTC());
  }

  /** The reason why not. */
  private static Optional<BlockstoreException> signsOn(S3Credentials credentials) {
    try (Blockstore store = open(credentials)) {
      return Optional.ofNullable(
          catchThrowableOfType(
              BlockstoreException.class, () -> store.list(ListRequest.of("bucket", ""))));
    }
  }
}
