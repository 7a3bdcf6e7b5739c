package io.anabranch.blockstore.http;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.outgoing.UrlPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The URLs of objects, and which objects have one. */
final class HttpAddresses {

  /** Encoded, three times as many: servers take lines of about 8,000 bytes. */
  static final int MAXIMUM_KEY_BYTES = 2048;

  private static final List<String> RESOLVED = List.of(".", "..");

  private final String base;

  HttpAddresses(URI endpoint) {
    String text = endpoint.toString();
    this.base = text.endsWith("/") ? text : text + "/";
  }

  /** What all URLs begin with; for messages too. */
  String base() {
    return base;
  }

  /**
   * @throws BlockstoreException NOT_FOUND in any container, as there are none; INVALID_ADDRESS for
   *     keys that servers or proxies read as another one
   */
  URI url(PhysicalAddress address) {
    if (!address.container().isEmpty()) {
      throw new BlockstoreException(
          Kind.NOT_FOUND, "There is no " + address + " at " + base + ": nothing has a container");
    }
    requireValid(address.key());
    return URI.create(base + UrlPath.encode(address.key()));
  }

  static void requireValid(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_KEY_BYTES) {
      throw invalid("A key has at most " + MAXIMUM_KEY_BYTES + " bytes");
    }
    if (key.startsWith("/") || key.endsWith("/") || key.indexOf('\0') >= 0) {
      throw invalid("`" + key + "` names no file: it begins or ends with a slash, or holds a NUL");
    }
    if (Arrays.stream(key.split("/", -1)).anyMatch(RESOLVED::contains)) {
      throw invalid("`" + key + "` has a part that is only dots; name the file directly");
    }
  }

  private static BlockstoreException invalid(String message) {
    return new BlockstoreException(Kind.INVALID_ADDRESS, message);
  }
}
