package io.anabranch.server.imports;

import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Pin;

/** How an entry holds on to the bytes that were imported, should the object change. */
enum Pinning {
  /** Not at all: it shows what is there. */
  NONE,
  /** Other bytes are not shown. */
  ETAG,
  /** Just these bytes are shown, by the store's name for them. */
  VERSION;

  static Pinning parse(String text) {
    return switch (text) {
      case "", "none" -> NONE;
      case "etag" -> ETAG;
      case "version" -> VERSION;
      default ->
          throw new FailureException(
              new Failure.Invalid(
                  "'%s' is no way to pin: it must be 'none', 'etag' or 'version'".formatted(text)));
    };
  }

  /**
   * @throws FailureException Unsupported when the store keeps no versions
   */
  Pin of(ObjectInfo object) {
    return switch (this) {
      case NONE -> Pin.NONE;
      case ETAG -> Pin.ofEtag(object.etag());
      case VERSION -> Pin.ofVersion(object.version().orElseThrow(() -> unversioned(object)));
    };
  }

  private static FailureException unversioned(ObjectInfo object) {
    return new FailureException(
        new Failure.Unsupported(
            "the store names no version of %s: pin by 'etag', or let the store keep versions"
                .formatted(object.address())));
  }
}
