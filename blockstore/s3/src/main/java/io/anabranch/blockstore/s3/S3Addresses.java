package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Which addresses can be asked for at all. */
final class S3Addresses {

  static final int MAXIMUM_KEY_BYTES = 1024;
  private static final List<String> RESOLVED = List.of(".", "..");

  private S3Addresses() {}

  static void check(PhysicalAddress address) {
    String key = address.key();
    if (address.container().isEmpty()) {
      throw new BlockstoreException(
          Kind.INVALID_ADDRESS, "`" + key + "` names no bucket; a namespace begins with one");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_KEY_BYTES) {
      throw new BlockstoreException(
          Kind.INVALID_ADDRESS, "A key has at most " + MAXIMUM_KEY_BYTES + " bytes");
    }
    if (Arrays.stream(key.split("/", -1)).anyMatch(RESOLVED::contains)) {
      throw new BlockstoreException(
          Kind.INVALID_ADDRESS, "`" + address + "` has a part that is only dots; rename it");
    }
  }
}
