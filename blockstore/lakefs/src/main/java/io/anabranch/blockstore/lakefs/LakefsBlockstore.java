package io.anabranch.blockstore.lakefs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Capabilities;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOnlyBlockstore;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.http.HttpFailures;
import io.anabranch.blockstore.http.HttpFiles;
import io.anabranch.outgoing.OutgoingClient;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/**
 * Repositories on another server of the same API, ours or the peer's, to be read only. A container
 * is a repository; a key is a ref, a slash, and a path.
 *
 * <p>Only commits are read and listed, so that bytes at an address are never others tomorrow:
 * {@link #settle} finds the commit that a branch, a tag or an expression stands for. What is not
 * committed there does not exist here. Links are not asked for: bytes come through that server.
 *
 * <p>A listing of the empty container is empty, and tells whether the server takes the credentials.
 */
public final class LakefsBlockstore extends ReadOnlyBlockstore {

  /** Of paths the API takes 1,024 bytes; before them stand a commit id and a slash. */
  private static final int MAXIMUM_KEY_BYTES = 65 + 1024;

  private final OutgoingClient client;
  private final Api api;
  private final HttpFiles files;
  private final HttpFailures failures;

  private LakefsBlockstore(OutgoingClient client, Api api, HttpFiles files, HttpFailures failures) {
    this.client = client;
    this.api = api;
    this.files = files;
    this.failures = failures;
  }

  /** Sends no request. */
  public static LakefsBlockstore open(LakefsSettings settings, Clock clock) {
    var failures =
        new HttpFailures(
            settings.endpoint().toString(),
            "access_key_id and secret_access_key, and that their user may read there",
            clock);
    Map<String, String> headers = Map.of("Authorization", basic(settings));
    OutgoingClient client = OutgoingClient.open(settings.outgoing());
    Api api = new Api(client, settings.endpoint(), headers, failures);
    HttpFiles files =
        new HttpFiles(
            client, address -> api.bytes(Location.of(address).requireSettled()), headers, failures);
    return new LakefsBlockstore(client, api, files, failures);
  }

  private static String basic(LakefsSettings settings) {
    String both = settings.accessKeyId() + ":" + settings.secretAccessKey();
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(false, true, false, false, true, false, MAXIMUM_KEY_BYTES, 0);
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    options.requireNoVersion(address);
    try {
      return files.open(address, options);
    } catch (BlockstoreException e) {
      throw e.kind() == Kind.NOT_FOUND
          ? missing().bytes("read " + address, Location.of(address))
          : e;
    }
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    Location at = Location.of(address).requireSettled();
    return api.findObject(at)
        .map(stats -> ObjectStats.whole(at, stats))
        .orElseThrow(() -> missing().object("find " + address, at));
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return new Listing(api).page(request);
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    Location at = Location.of(address);
    String commit =
        api.findLog(at)
            .map(log -> log.path("results").path(0).path("id").asText())
            .filter(id -> !id.isEmpty())
            .orElseThrow(() -> missing().ref("find " + at.ref(), at));
    if (!Location.isCommit(commit)) {
      throw failures.unusable(
          "find " + at.ref(), "`" + commit + "` is no commit id as servers of this API make them");
    }
    return new Location(at.repository(), commit, at.path()).address();
  }

  private Missing missing() {
    return new Missing(api, failures);
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  protected BlockstoreException readOnly() {
    return new BlockstoreException(
        Kind.UNSUPPORTED,
        "The server at " + failures.place() + " is only read from: write to another store");
  }
}
