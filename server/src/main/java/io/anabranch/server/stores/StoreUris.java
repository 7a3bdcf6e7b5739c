package io.anabranch.server.stores;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.outgoing.UrlPath;
import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.GsStoreSettings;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.config.LakefsStoreSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.MemoryStoreSettings;
import io.anabranch.server.config.PluginStoreSettings;
import io.anabranch.server.config.S3StoreSettings;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The form of URIs on each type of store. They are plain: nothing in them is percent-encoded,
 * except on web servers, where they are URLs.
 *
 * <p>The local type has two forms of one address, {@code local://name/key} below the store's folder
 * and {@code local:///folder/name/key} with that folder; clients are shown the second. The azure
 * type has the account's own URL, {@code https://account.domain/container/key}, which clients are
 * shown, the same without TLS, and that of its endpoint, if one is configured.
 */
final class StoreUris {

  private static final String LOCAL = "local://";

  /** Makes an object's key out of a prefix. */
  private static final String ANY = "x";

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
      case AzureStoreSettings azure -> split(uri, afterAccount(store, azure, uri));
      case HttpStoreSettings http -> WebAddresses.parse(http, uri);
      case LakefsStoreSettings _ -> PeerAddresses.parse(uri);
      case PluginStoreSettings plugin -> split(uri, after(store, uri, plugin.provider() + "://"));
    };
  }

  /**
   * What the objects have in common whose URIs begin alike.
   *
   * @param key what their keys begin with; may be empty
   * @param start what their URIs begin with, before the key; see {@link #uri}
   */
  record Prefix(String container, String key, String start) {}

  /**
   * Parses the beginning of URIs; the name of a whole container or folder will do.
   *
   * @throws FailureException as {@link #parse}
   */
  static Prefix parsePrefix(StoreDefinition store, String uri) {
    if (store.settings() instanceof LakefsStoreSettings) {
      return PeerAddresses.parsePrefix(uri);
    }
    boolean whole = !uri.endsWith("/") && parse(store, uri + "/" + ANY).key().equals(ANY);
    String prefix = whole ? uri + "/" : uri;
    PhysicalAddress first = parse(store, prefix + ANY);
    String key = first.key().substring(0, first.key().length() - ANY.length());
    return new Prefix(first.container(), key, start(store, prefix, key));
  }

  /**
   * What a URI begins with, before the key.
   *
   * @param key which the URI ends with
   */
  static String start(StoreDefinition store, String uri, String key) {
    return store.settings() instanceof HttpStoreSettings http
        ? WebAddresses.base(http)
        : uri.substring(0, uri.length() - key.length());
  }

  /** The URI of an object whose URI starts like that of another one in its container. */
  static String uri(StoreDefinition store, String start, String key) {
    return start + (store.settings() instanceof HttpStoreSettings ? UrlPath.encode(key) : key);
  }

  /** The one form in which an address is shown and compared. */
  static String canonical(StoreDefinition store, String uri) {
    if (store.settings() instanceof LocalStoreSettings local
        && uri.startsWith(LOCAL)
        && !uri.startsWith("/", LOCAL.length())) {
      return folder(local) + uri.substring(LOCAL.length());
    }
    return store.settings() instanceof AzureStoreSettings azure ? ofAccount(azure, uri) : uri;
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
      throw wrongType(
          store.settings() instanceof PluginStoreSettings plugin
              ? plugin.provider()
              : store.type().text());
    }
    return uri.substring(start.length());
  }

  private static String afterAccount(StoreDefinition store, AzureStoreSettings azure, String uri) {
    return after(store, ofAccount(azure, uri), withSlash(azure.accountUrl()));
  }

  /** By the account's own URL, when it is said by its endpoint or without TLS. */
  private static String ofAccount(AzureStoreSettings azure, String uri) {
    String account = withSlash(azure.accountUrl());
    return Stream.concat(
            azure.endpoint().map(URI::toString).stream(),
            Stream.of(account.replaceFirst("https", "http")))
        .map(StoreUris::withSlash)
        .filter(uri::startsWith)
        .findFirst()
        .map(start -> account + uri.substring(start.length()))
        .orElse(uri);
  }

  /** Whether a URL, which could be on any web server, is that of an object of this store. */
  static boolean isOwnUrl(StoreDefinition store, String url) {
    return store.settings() instanceof AzureStoreSettings azure
        && ofAccount(azure, url).startsWith(withSlash(azure.accountUrl()));
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
