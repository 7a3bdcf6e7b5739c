package io.anabranch.blockstore.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

class TestServersTest {

  static List<Supplier<TestServer>> servers() {
    return List.of(
        TestServers::azurite, TestServers::fakeGcs, TestServers::moto, TestServers::toxiproxy);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void answersUntilItIsClosed(Supplier<TestServer> start) throws Exception {
    TestServer server = start.get();
    HttpURLConnection before = (HttpURLConnection) server.endpoint().toURL().openConnection();
    assertThat(before.getResponseCode()).isPositive();
    before.disconnect();
    server.close();

    HttpURLConnection after = (HttpURLConnection) server.endpoint().toURL().openConnection();
    assertThatThrownBy(after::getResponseCode).isInstanceOf(ConnectException.class);
  }

  @Test
  void aMissingRuntimeSkipsAndSaysWhatToInstall() {
    assertThatThrownBy(
            () -> Runtimes.require("no-such-program", "a server 1.0", "Install the program"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("a server 1.0")
        .hasMessageContaining("Install the program");
  }

  @Test
  void anInstallationThatFailsShowsWhatTheClientSaidAndIsDoneAgain(@TempDir Path cache)
      throws Exception {
    assertThatThrownBy(
            () -> install(cache, "touch half; echo the registry is out of reach; exit 3"))
        .hasMessageContaining("code 3")
        .hasMessageContaining("the registry is out of reach");

    Path folder = install(cache, "test ! -e half && touch whole");
    assertThat(folder.resolve("whole")).exists();
    assertThat(install(cache, "exit 4")).as("not installed twice").isEqualTo(folder);
  }

  private static Path install(Path cache, String script) {
    return CachedFolder.get(
        cache, "server-1.0", folder -> Command.run(folder, Map.of(), List.of("sh", "-c", script)));
  }
}
