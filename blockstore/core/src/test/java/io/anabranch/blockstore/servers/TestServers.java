package io.anabranch.blockstore.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The servers there are, in the versions that the tests were made with. Each call starts a new one,
 * empty, and returns when it answers; close it, at the latest in {@code @AfterAll}.
 *
 * <p>Where the runtime that a server needs is not on the PATH, a call says so on standard error and
 * aborts the test, or from {@code @BeforeAll} the class, as skipped. An installation or a start
 * that fails is a failure, with the output of the program that failed.
 */
public final class TestServers {

  /** The only account of {@link #azurite}. */
  public static final String AZURITE_ACCOUNT = "testaccount";

  /** That account's key: any bytes in Base64. */
  public static final String AZURITE_KEY = "YW55IGJ5dGVzIGF0IGFsbCwgYXMgdGhpcyBpcyBhIHRlc3Q=";

  private TestServers() {}

  /** Azure Blob storage; the account's endpoint is the server's, a slash and its name. */
  public static TestServer azurite() {
    Path folder = Packages.npm("azurite", "3.35.0");
    return TestServer.start(
        "azurite",
        Map.of("AZURITE_ACCOUNTS", AZURITE_ACCOUNT + ":" + AZURITE_KEY),
        port ->
            List.of(
                "node",
                folder.resolve("node_modules/azurite/dist/src/blob/main.js").toString(),
                "--blobHost",
                TestServer.HOST,
                "--blobPort",
                port,
                "--inMemoryPersistence",
                "--silent",
                "--skipApiVersionCheck",
                "--disableTelemetry"));
  }

  /** Google Cloud Storage. It verifies neither tokens nor signatures. */
  public static TestServer fakeGcs() {
    Path folder = Packages.go("fake-gcs-server", "github.com/fsouza/fake-gcs-server", "v1.56.1");
    return TestServer.start(
        "fake-gcs-server",
        Map.of(),
        port ->
            List.of(
                folder.resolve("fake-gcs-server").toString(),
                "-scheme",
                "http",
                "-host",
                TestServer.HOST,
                "-port",
                port,
                "-backend",
                "memory",
                "-public-host",
                TestServer.HOST + ":" + port,
                "-external-url",
                "http://" + TestServer.HOST + ":" + port));
  }

  /** Amazon S3 with every odd key, but without any verification of signatures. */
  public static TestServer moto() {
    Path folder = Packages.python("moto", "[server,s3]", "5.2.5");
    return TestServer.start(
        "moto",
        Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"),
        port ->
            List.of(
                folder.resolve("bin/moto_server").toString(), "-H", TestServer.HOST, "-p", port));
  }

  /**
   * A proxy that makes connections slow, short or silent. The endpoint is that of its control; what
   * it forwards it opens on ports of its own, when told.
   */
  public static TestServer toxiproxy() {
    Path folder = Packages.go("toxiproxy", "github.com/Shopify/toxiproxy/v2/cmd/server", "v2.5.0");
    return TestServer.start(
        "toxiproxy",
        Map.of(),
        port ->
            List.of(folder.resolve("server").toString(), "-host", TestServer.HOST, "-port", port));
  }
}
