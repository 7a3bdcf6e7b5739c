package io.anabranch.server.stores;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.config.LakefsStoreSettings;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URIs of what lies on other servers of this API, {@code lakefs://repository/ref/path}. Plain, as
 * clients of that API write them: nothing in them is percent-encoded.
 */
final class PeerAddresses {

  static final String SCHEME = "lakefs://";

  private static final Pattern FORM =
      Pattern.compile(SCHEME + "([^/]+)/([^/]+)(?:/(.*))?", Pattern.DOTALL);

  private PeerAddresses() {}

  /**
   * @param uri of an object
   * @throws FailureException Invalid when it names no path at a ref of a repository
   */
  static PhysicalAddress parse(String uri) {
    StoreUris.Prefix whole = parsePrefix(uri);
    if (whole.key().equals(ref(whole.key()))) {
      throw invalid(uri);
    }
    return new PhysicalAddress(whole.container(), whole.key());
  }

  /** As {@link #parse}, for the beginning of URIs; that of a whole ref will do. */
  static StoreUris.Prefix parsePrefix(String uri) {
    Matcher form = FORM.matcher(uri);
    if (!form.matches()) {
      throw invalid(uri);
    }
    String path = form.group(3) == null ? "" : form.group(3);
    return new StoreUris.Prefix(
        form.group(1), form.group(2) + "/" + path, SCHEME + form.group(1) + "/");
  }

  static String uri(PhysicalAddress address) {
    return SCHEME + address;
  }

  /** The part of a key that may come to stand for something else, with the slash behind it. */
  static String ref(String key) {
    return key.substring(0, key.indexOf('/') + 1);
  }

  /** How much of a repository's name a store says; nothing when it may not be read there. */
  static OptionalInt closeness(LakefsStoreSettings lakefs, String uri) {
    return lakefs.repositories().stream()
        .filter(start -> uri.startsWith(SCHEME + start))
        .mapToInt(String::length)
        .max();
  }

  private static FailureException invalid(String uri) {
    return new FailureException(
        new Failure.Invalid(
            "`%s` is not of the form lakefs://repository/ref/path: invalid address"
                .formatted(uri)));
  }
}
