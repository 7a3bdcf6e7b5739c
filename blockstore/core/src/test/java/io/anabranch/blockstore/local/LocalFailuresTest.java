package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.NO_SPACE;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anabranch.blockstore.BlockstoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

class LocalFailuresTest {

  @Test
  void aFullDiskIsNoSpace() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "only Linux has a device that is always full");
    try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
      IOException e =
          catchThrowableOfType(IOException.class, () -> channel.write(ByteBuffer.allocate(1)));

      BlockstoreException failure = LocalFailures.translate(e, "Object a/b could not be written");
      assertThat(failure.kind()).isEqualTo(NO_SPACE);
      assertThat(failure.retryable()).isFalse();
    }
  }

  @Test
  void messagesNameTheObjectAndNotTheFile() {
    IOException denied = new AccessDeniedException("/srv/store/container/object");
    BlockstoreException failure = LocalFailures.translate(denied, "Object a/b could not be opened");

    assertThat(failure.kind()).isEqualTo(FORBIDDEN);
    assertThat(failure).hasMessageContaining("a/b").hasMessageNotContaining("/srv");
  }

  @Test
  void aStoreThatCannotBeOpenedSaysWhichOne() {
    BlockstoreException failure =
        catchThrowableOfType(
            BlockstoreException.class,
            () -> LocalBlockstore.open(LocalSettings.durable(Path.of("/dev/null/store"))));

    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure).hasMessageContaining("/dev/null/store");
  }
}
