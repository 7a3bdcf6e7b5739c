package io.anabranch.blockstore.spi;

import io.anabranch.blockstore.Blockstore;

/**
 * Opens stores of a kind that is not part of this project. An implementation has a public
 * constructor without parameters and is named in {@code
 * META-INF/services/io.anabranch.blockstore.spi.BlockstoreProvider} of its jar.
 */
public interface BlockstoreProvider {

  /**
   * What configurations call it, and the scheme of its objects' addresses: {@code
   * name://container/key}. A lower-case letter and then lower-case letters, digits, {@code +} or
   * {@code -}, 32 characters at most; none of the names that the server itself gives a meaning.
   */
  String name();

  /**
   * Opens one store. The server puts its own layers around it (retries, breaker, limits,
   * integrity), so it should do none of this itself, and closes it when it is no longer used.
   *
   * @throws io.anabranch.blockstore.BlockstoreException when it cannot be opened: tried again when
   *     the store is next used
   * @throws IllegalArgumentException when an option is missing or wrong; the message says which and
   *     what to write, and repeats no secret
   */
  Blockstore open(ProviderSettings settings);
}
