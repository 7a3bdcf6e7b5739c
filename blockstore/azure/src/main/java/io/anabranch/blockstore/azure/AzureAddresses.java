package io.anabranch.blockstore.azure;

import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.PhysicalAddress;
import java.util.Arrays;
import java.util.List;

/** Which addresses an account can hold. */
final class AzureAddresses {

  /** In characters, as UTF-16 counts them. */
  static final int LONGEST_KEY = 1024;

  /** Below it are notes of uploads under way, never objects. */
  static final String RESERVED = "_anabranch-uploads/";

  /** Clients and proxies on the way resolve them. */
  private static final List<String> RESOLVED = List.of(".", "..");

  private AzureAddresses() {}

  /**
   * @throws BlockstoreException INVALID_ADDRESS when no object can be there
   */
  static void check(PhysicalAddress address) {
    String key = address.key();
    if (address.container().isEmpty()) {
      throw invalid("`" + key + "` names no container; a namespace begins with one");
    }
    if (key.length() > LONGEST_KEY) {
      throw invalid("A key has at most " + LONGEST_KEY + " characters");
    }
    if (Arrays.stream(key.split("/", -1)).anyMatch(RESOLVED::contains)) {
      throw invalid("`" + address + "` has a part that is only dots; rename it");
    }
    if (!key.chars().allMatch(AzureAddresses::survivesXml)) {
      throw invalid("The key holds a control character, which no listing could tell; rename it");
    }
    if (key.startsWith(RESERVED)) {
      throw invalid("`" + RESERVED + "` is kept for uploads under way; choose another key");
    }
  }

  private static boolean survivesXml(int character) {
    return character == '\t'
        || character == '\n'
        || (character >= ' ' && character < '\uFFFE' && character != 0x7f);
  }

  private static BlockstoreException invalid(String message) {
    return new BlockstoreException(INVALID_ADDRESS, message);
  }
}
