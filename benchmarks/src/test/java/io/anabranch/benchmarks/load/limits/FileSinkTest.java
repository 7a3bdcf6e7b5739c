package io.anabranch.benchmarks.load.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {

  private static final int PIECE_BYTES = 300_000;
  private static final int PIECES = 10;

  @Test
  void takesTheWholeBodyOfEveryRequest(@TempDir Path disk) throws Exception {
    try (var directory = LimitDirectory.create(disk, 1);
        var server = FileServerProcess.startSink(directory, true);
        var connection = new HttpConnection(server.address())) {
      var head = RequestTemplate.head("PUT /", "Host: localhost\r\n", PIECE_BYTES * PIECES);
      var piece = ByteBuffer.allocate(PIECE_BYTES);
      for (int i = 0; i < 3; i++) {
        // What was left of one body would be no answer to the next request.
        assertThat(connection.exchange(head.with(0), piece, PIECES)).isEqualTo(200);
      }
    }
  }
}
