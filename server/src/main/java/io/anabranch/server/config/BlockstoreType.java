package io.anabranch.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of stores that can be configured. */
public enum BlockstoreType {
  LOCAL(true),
  MEM(true),
  S3(true),
  GS(true),
  AZURE(true),
  HTTP(true),
  LAKEFS(true),
  PLUGIN(true);

  private final boolean available;

  BlockstoreType(boolean available) {
    this.available = available;
  }

  /** Whether this build can open such stores; others can only be written down. */
  public boolean isAvailable() {
    return available;
  }

  /** Whether such stores lie at the other end of a network. */
  public boolean isRemote() {
    return this != LOCAL && this != MEM;
  }

  /** Whether what is in such stores belongs to others, so that it is only read. */
  public boolean isForeign() {
    return this == HTTP || this == LAKEFS;
  }

  /** As configuration and API spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> availableTexts() {
    return Arrays.stream(values())
        .filter(BlockstoreType::isAvailable)
        .map(BlockstoreType::text)
        .toList();
  }

  static final Kind<BlockstoreType> KIND =
      Kind.scalar(
          "one of local, mem, s3, gs, azure, http, lakefs, plugin",
          MEM,
          BlockstoreType::parse,
          BlockstoreType::text);

  private static BlockstoreType parse(String text) throws BadValueException {
    if (text.equals("transient")) {
      throw new BadValueException("`transient` is not offered; use mem, which forgets as well");
    }
    return Arrays.stream(values())
        .filter(value -> value.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new BadValueException("`" + text + "` is not a type of store; use " + KIND.name()));
  }
}
