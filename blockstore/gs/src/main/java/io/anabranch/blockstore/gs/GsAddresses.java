package io.anabranch.blockstore.gs;

import com.google.common.net.PercentEscaper;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Which addresses can be asked for at all, and their form in a URL. */
final class GsAddresses {

  static final int MAXIMUM_KEY_BYTES = 1024;

  private static final List<String> RESOLVED = List.of(".", "..");

  /** As signatures want it: all but the unreserved characters of RFC 3986, and the slash. */
  private static final PercentEscaper PATH = new PercentEscaper("-_.~/", false);

  private GsAddresses() {}

  static void check(PhysicalAddress address) {
    String key = address.key();
    if (address.container().isEmpty()) {
      throw refusal("`" + key + "` names no bucket; a namespace begins with one");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_KEY_BYTES) {
      throw refusal("A key has at most " + MAXIMUM_KEY_BYTES + " bytes");
    }
    if (Arrays.stream(key.split("/", -1)).anyMatch(RESOLVED::contains)) {
      throw refusal("`" + address + "` has a part that is only dots; rename it");
    }
    if (key.startsWith(UploadNames.RESERVED)) {
      throw refusal("`" + UploadNames.RESERVED + "` is kept for uploads in parts");
    }
  }

  /** Behind the endpoint; begins with a slash. */
  static String path(PhysicalAddress address) {
    return "/" + PATH.escape(address.container()) + "/" + PATH.escape(address.key());
  }

  static BlockstoreException refusal(String message) {
    return new BlockstoreException(Kind.INVALID_ADDRESS, message);
  }
}
