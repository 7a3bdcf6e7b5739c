package io.anabranch.server.peers;

import static io.anabranch.server.testing.ApiClient.encode;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Capabilities;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.TestRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the contract of stores ask what it asks of all of them: what it writes goes to a branch of
 * another server's repository, and is committed before the next look; what it reads comes through
 * the adapter, from that commit. Keys are paths of the repository.
 *
 * <p>Conditions and contents are the contract's business with stores that can be written to: a
 * store in memory judges them first.
 */
final class CommittedStore implements Blockstore {

  private static final String BRANCH = "main";

  private final TestRepository repository;
  private final Blockstore peer;
  private final Blockstore judge = new MemoryBlockstore(1 << 30, Clock.systemUTC());
  private boolean committed = true;

  CommittedStore(TestRepository repository, Blockstore peer) {
    this.repository = repository;
    this.peer = peer;
  }

  @Override
  public Capabilities capabilities() {
    Capabilities own = peer.capabilities();
    Capabilities behind = judge.capabilities();
    return new Capabilities(
        true,
        own.listable(),
        behind.conditionalPut(),
        behind.serverSideCopy(),
        own.nestedKeys(),
        false,
        own.maximumKeyBytes() - commit().length() - 1,
        behind.maximumPutBytes());
  }

  @Override
  public synchronized ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    if (!options.attributes().isNone()) {
      throw new BlockstoreException(Kind.UNSUPPORTED, "What is read has its content type only");
    }
    judge.put(address, content, options);
    return upload(address);
  }

  private ObjectInfo upload(PhysicalAddress address) {
    Answer uploaded = repository.upload(BRANCH, address.key(), judged(address));
    if (uploaded.status() == 400) {
      judge.delete(List.of(address));
      throw new BlockstoreException(Kind.INVALID_ADDRESS, uploaded.message());
    }
    committed = false;
    JsonNode stats = uploaded.expect(201).json();
    return new ObjectInfo(
        address,
        stats.path("size_bytes").asLong(),
        stats.path("checksum").asText(),
        Instant.ofEpochSecond(stats.path("mtime").asLong()),
        Optional.empty(),
        Optional.empty(),
        new ObjectAttributes(Optional.of(stats.path("content_type").asText()), Map.of()));
  }

  private byte[] judged(PhysicalAddress address) {
    try (OpenObject object = judge.open(address, ReadOptions.WHOLE)) {
      return object.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized ObjectInfo copy(
      PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    judge.copy(source, target, options);
    return upload(target);
  }

  @Override
  public synchronized void delete(Collection<PhysicalAddress> addresses) {
    judge.delete(addresses);
    addresses.forEach(
        address ->
            repository
                .delete("/branches/" + BRANCH + "/objects?path=" + encode(address.key()))
                .expect(204));
    committed = false;
  }

  /** The commit that has all that was written. */
  private synchronized String commit() {
    if (!committed) {
      // Deleting what was not there changes nothing, which is no commit.
      repository.post("/branches/" + BRANCH + "/commits", Map.of("message", "more"));
      committed = true;
    }
    return peer.settle(new PhysicalAddress(repository.name(), BRANCH + "/")).key();
  }

  private PhysicalAddress settled(PhysicalAddress address) {
    var _ = commit();
    return peer.settle(new PhysicalAddress(address.container(), BRANCH + "/" + address.key()));
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    OpenObject object = peer.open(settled(address), options);
    return new OpenObject(plain(object.info()), object.length(), object.stream(), object.file());
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return plain(peer.stat(settled(address)));
  }

  @Override
  public ObjectPage list(ListRequest request) {
    String start = commit();
    ObjectPage page =
        peer.list(
            new ListRequest(
                request.container(),
                start + request.prefix(),
                start + request.after(),
                request.delimiter(),
                request.limit()));
    List<ObjectInfo> objects = new ArrayList<>();
    page.objects().forEach(info -> objects.add(plain(info)));
    return new ObjectPage(
        objects,
        page.commonPrefixes().stream().map(CommittedStore::path).toList(),
        page.hasMore() ? path(page.next()) : "");
  }

  private static ObjectInfo plain(ObjectInfo info) {
    return new ObjectInfo(
        new PhysicalAddress(info.address().container(), path(info.address().key())),
        info.size(),
        info.etag(),
        info.lastModified(),
        info.version(),
        info.checksum(),
        info.attributes());
  }

  private static String path(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return peer.multipart();
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return peer.presignedUrls();
  }

  @Override
  public void close() {
    peer.close();
    judge.close();
  }
}
