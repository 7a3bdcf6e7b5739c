package io.anabranch.benchmarks.load.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileServerTest {

  private static final int BYTES = 3_000_000;

  @Test
  void sendsTheWholeFileOnEveryRequest(@TempDir Path disk) throws Exception {
    try (var directory = LimitDirectory.create(disk, BYTES);
        var server = FileServerProcess.start(directory.bulk());
        var connection = new HttpConnection(server.address())) {
      var request = RequestTemplate.head("GET /", "Host: localhost\r\n", 0);
      for (int i = 0; i < 3; i++) {
        assertThat(connection.exchange(request.with(0))).isEqualTo(200);
        assertThat(connection.bodyBytes()).isEqualTo(BYTES);
      }
    }
  }
}
