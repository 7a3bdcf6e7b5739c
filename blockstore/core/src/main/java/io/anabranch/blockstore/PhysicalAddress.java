package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;

/**
 * Where an object's bytes lie inside one store: what an adapter needs to find them, and no more.
 * The qualified URI that users and other programs see ({@code s3://bucket/key}, {@code
 * local:///dir/name/key}) is made from and resolved to this value in one place outside the port, so
 * no adapter parses URIs and nothing here is percent-encoded.
 *
 * @param container the store's top-level name: a bucket, an Azure container, the first directory
 *     below a local root. Empty for a store that has no such level, or for the root itself.
 * @param key never empty, well-formed Unicode; ordered by its UTF-8 bytes. A slash has no meaning
 *     of its own. Stores restrict keys further, see {@link Capabilities}.
 */
public record PhysicalAddress(String container, String key) {

  /**
   * @throws BlockstoreException INVALID_ADDRESS for an empty key and for text with no UTF-8 form
   */
  public PhysicalAddress {
    if (key.isEmpty()) {
      throw new BlockstoreException(INVALID_ADDRESS, "An object's key must not be empty");
    }
    if (!Utf8Order.isWellFormed(container) || !Utf8Order.isWellFormed(key)) {
      throw new BlockstoreException(
          INVALID_ADDRESS, "An object's address holds a surrogate without its pair");
    }
  }

  /** For messages and logs: container and key with a slash between them. */
  @Override
  public String toString() {
    return container.isEmpty() ? key : container + "/" + key;
  }
}
