package io.anabranch.server.stores;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.GsStoreSettings;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.MemoryStoreSettings;
import io.anabranch.server.config.S3StoreSettings;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * The form of URIs on each type of store. They are plain: nothing in them is percent-encoded,
 * except on web servers, where they are URLs.
 *
 * <p>The local type has two forms of one address, {@code local://name/key} below the store's folder
 * and {@code local:///folder/name/key} with that folder; clients are shown the second.
 */
final class StoreUris {

  private static final String LOCAL = "local://";

  /** What may not be between two slashes of a local address. */
  private static final Set<String> TRAVERSING = Set.of("", ".", "..");

  private StoreUris() {}

  /**
   * @param uri of an object
   * @throws FailureException Invalid when it has another form than this store's; Forbidden when it
   *     leads out of a local store
   */
  static PhysicalAddress parse(StoreDefinition store, String uri) {
    return switch (store.settings()) {
      case LocalStoreSettings local -> parseLocal(local, uri);
      case MemoryStoreSettings _ -> split(uri, after(store, uri, "mem://"));
      case S3StoreSettings _ -> split(uri, after(store, uri, "s3://"));
      case GsStoreSettings _ -> split(uri, after(store, uri, "gs://"));
      case AzureStoreSettings azure -> split(uri, afterHost(store, azure, uri));
      case HttpStoreSettings http -> WebAddresses.parse(http, uri);
    };
  }

  /** The one form in which an address is shown and compared. */
  static String canonical(StoreDefinition store, String uri) {
    if (store.settings() instanceof LocalStoreSettings local
        && uri.startsWith(LOCAL)
        && !uri.startsWith("/", LOCAL.length())) {
      return folder(local) + uri.substring(LOCAL.length());
    }
    return uri;
  }

  static String withSlash(String uri) {
    return uri.endsWith("/") ? uri : uri + "/";
  }

  private static String folder(LocalStoreSettings local) {
    return LOCAL + withSlash(local.path().toString());
  }

  private static PhysicalAddress parseLocal(LocalStoreSettings local, String uri) {
    if (!uri.startsWith(LOCAL)) {
      throw wrongType("local");
    }
    String folder = folder(local);
    boolean absolute = uri.startsWith("/", LOCAL.length());
    if (absolute && !uri.startsWith(folder)) {
      return parseExternal(local, uri);
    }
    String path = uri.substring(absolute ? folder.length() : LOCAL.length());
    requireInside(path);
    return split(uri, path);
  }

  /** Outside the store's folder the container is the whole allowed prefix. */
  private static PhysicalAddress parseExternal(LocalStoreSettings local, String uri) {
    Path prefix =
        local.allowedExternalPrefixes().stream()
            .filter(allowed -> uri.startsWith(LOCAL + withSlash(allowed.toString())))
            .findFirst()
            .orElseThrow(StoreUris::outside);
    String key = uri.substring((LOCAL + withSlash(prefix.toString())).length());
    requireInside(key);
    return new PhysicalAddress(prefix.toString(), key);
  }

  private static void requireInside(String path) {
    if (Arrays.stream(path.split("/", -1)).anyMatch(TRAVERSING::contains)) {
      throw invalid("bad path traversal blocked: invalid address");
    }
  }

  private static FailureException outside() {
    return new FailureException(
        new Failure.Forbidden(
            "the address lies outside the store's folder and its allowed_external_prefixes:"
                + " forbidden"));
  }

  private static String after(StoreDefinition store, String uri, String start) {
    if (!uri.startsWith(start)) {
      throw wrongType(store.type().text());
    }
    return uri.substring(start.length());
  }

  private static String afterHost(StoreDefinition store, AzureStoreSettings azure, String uri) {
    return after(store, uri, (uri.startsWith("http://") ? "http://" : "https://") + host(azure));
  }

  private static String host(AzureStoreSettings azure) {
    return azure.storageAccount() + "." + azure.domain() + "/";
  }

  /** Whether a URL, which could be on any web server, is that of an object of this store. */
  static boolean isOwnUrl(StoreDefinition store, String url) {
    return store.settings() instanceof AzureStoreSettings azure
        && url.substring(url.indexOf("//") + 2).startsWith(host(azure));
  }

  private static PhysicalAddress split(String uri, String path) {
    int slash = path.indexOf('/');
    String key = path.substring(slash + 1);
    if (key.isEmpty()) {
      throw invalid("`" + uri + "` names no object: invalid address");
    }
    return new PhysicalAddress(slash < 0 ? "" : path.substring(0, slash), key);
  }

  private static FailureException wrongType(String type) {
    return invalid("expected storage type " + type + ": invalid address");
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
