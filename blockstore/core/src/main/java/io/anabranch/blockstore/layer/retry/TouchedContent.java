package io.anabranch.blockstore.layer.retry;

import io.anabranch.blockstore.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Content that knows whether anybody began to read it. */
final class TouchedContent implements Content {

  private final Content content;
  private volatile boolean touched;

  TouchedContent(Content content) {
    this.content = content;
  }

  boolean canBeSentAgain() {
    return content.reopenable() || !touched;
  }

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
    touched = true;
    return content.open();
  }
}
