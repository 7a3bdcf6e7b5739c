package io.anabranch.blockstore.layer.metering;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.layer.CountingStream;
import io.anabranch.blockstore.layer.OperationListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Content whose bytes count as they are read. */
record MeteredContent(Content content, OperationListener listener) implements Content {

  @Override
  public OptionalLong length() {
    return content.length();
  }

  @Override
  public boolean reopenable() {
    return content.reopenable();
  }

  @Override
  public InputStream open() throws IOException {
    return new CountingStream(content.open(), listener::bytesIn);
  }
}
