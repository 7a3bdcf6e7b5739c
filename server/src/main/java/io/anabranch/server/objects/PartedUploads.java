package io.anabranch.server.objects;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadedPart;
import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.bytes.ByteRangeHeader;
import io.anabranch.server.links.LinkedObject;
import io.anabranch.server.links.Links;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.PinnedReads;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.ref.ProtectedBranches;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Uploads in parts: the store keeps all that is known of them, so any server goes on with what
 * another began. Safe for use by many threads.
 */
@Singleton
final class PartedUploads {

  /** Where it goes. */
  private record Upload(Resolved at, LinkedObject object, MultipartUploads parts) {}

  private final VersioningEngine engine;
  private final PhysicalAddresses addresses;
  private final ObjectEntries entries;
  private final Links links;
  private final Quotas quotas;
  private final InstantSource clock;

  PartedUploads(
      VersioningEngine engine,
      PhysicalAddresses addresses,
      ObjectEntries entries,
      Links links,
      Quotas quotas,
      InstantSource clock) {
    this.engine = engine;
    this.addresses = addresses;
    this.entries = entries;
    this.links = links;
    this.quotas = quotas;
    this.clock = clock;
  }

  /**
   * @param linked how many parts get a link at once
   */
  PresignMultipartUpload begin(ObjectTarget target, int linked, PublicUrl server) {
    requireStageable(target);
    var offered = addresses.offerLink(target.repository().location(), target.link());
    Upload upload = at(target, offered.address());
    requireCount(upload, linked, 0);
    String id =
        translating(
            upload, () -> upload.parts().begin(upload.at().address(), ObjectAttributes.NONE));
    try {
      List<String> urls =
          IntStream.rangeClosed(1, linked)
              .mapToObj(number -> links.putPart(server, upload.object(), id, number).url())
              .toList();
      return new PresignMultipartUpload(id, offered.uri(), urls);
    } catch (RuntimeException e) {
      abandon(upload, id, e);
      throw e;
    }
  }

  UploadTo linkPart(ObjectTarget target, String id, int number, String address, PublicUrl server) {
    Upload upload = find(target, address);
    requireCount(upload, number, 1);
    return new UploadTo(links.putPart(server, upload.object(), id, number).url());
  }

  /**
   * @param from the repository of what is copied
   * @return the part's etag
   */
  String copyPart(
      ObjectTarget target, String id, int number, Repository from, PartCopyCreation copy) {
    Upload upload = find(target, copy.physicalAddress());
    requireCount(upload, number, 1);
    var source = copy.copySource();
    var entry = engine.entries().get(from, source.ref(), source.path()).entry();
    var range = ByteRangeHeader.parse(source.range(), entry.size());
    Resolved stored = addresses.resolve(from.location(), entry.address(), entry.addressType());
    ReadOptions whole = PinnedReads.whole(stored.pin(entry));
    ReadOptions options = range.map(whole::withRange).orElse(whole);
    return stored.store().id().equals(upload.at().store().id())
        ? translating(
                upload,
                () ->
                    upload
                        .parts()
                        .copyPart(upload.at().address(), id, number, stored.address(), options))
            .etag()
        : streamPart(upload, id, number, stored, options);
  }

  /** From another store the bytes come through here. */
  private static String streamPart(
      Upload upload, String id, int number, Resolved from, ReadOptions options) {
    try (var object =
        StoreFailures.translating(
            from.store(), () -> from.store().blockstore().open(from.address(), options))) {
      var content = Content.once(object.stream(), object.length());
      return translating(
              upload, () -> upload.parts().putPart(upload.at().address(), id, number, content))
          .etag();
    }
  }

  /**
   * Once the store has joined the parts, the object stays there even if its entry cannot be staged:
   * the same call made again finds it, and only stages it.
   */
  ObjectStats complete(String user, ObjectTarget target, String id, UploadCompletion completion) {
    requireStageable(target);
    Upload upload = find(target, completion.physicalAddress());
    ObjectInfo written = join(upload, target, id, parts(upload, completion.parts()));
    var entry =
        new NewEntry(
                upload.object().at(),
                written.size(),
                written.etag(),
                completion.userMetadata(),
                completion.contentType(),
                null)
            .entry(clock);
    stage(user, target, entry, upload.at());
    return entries.stats(target.repository(), target.path(), entry, entry.metadata());
  }

  /** How much it is, is known only now. What finds no room is not kept. */
  private void stage(String user, ObjectTarget target, Entry entry, Resolved written) {
    var repository = target.repository();
    try {
      quotas.storing(
          user,
          repository,
          entry.size(),
          1,
          () -> engine.entries().stage(repository, target.branch(), target.path(), entry));
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.OverQuota) {
        WrittenBytes.takeBack(written, e);
      }
      throw e;
    }
  }

  void abort(ObjectTarget target, String id, String address) {
    Upload upload = find(target, address);
    translating(
        upload,
        () -> {
          upload.parts().abort(upload.at().address(), id);
          return id;
        });
  }

  private static ObjectInfo join(
      Upload upload, ObjectTarget target, String id, List<UploadedPart> parts) {
    var at = upload.at();
    try {
      return upload.parts().complete(at.address(), id, parts, false);
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.NOT_FOUND) {
        return findJoined(at, target, id);
      }
      throw StoreFailures.translate(at.store(), e);
    }
  }

  /** The address was made for this upload: an object there is what it was completed to before. */
  private static ObjectInfo findJoined(Resolved at, ObjectTarget target, String id) {
    try {
      return at.store().blockstore().stat(at.address());
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.NOT_FOUND) {
        throw new FailureException(
            new Failure.NotFound(
                "there is no upload '%s' of '%s': it was given up, or never begun; begin another"
                    .formatted(id, target.path())),
            e);
      }
      throw StoreFailures.translate(at.store(), e);
    }
  }

  private static List<UploadedPart> parts(Upload upload, List<UploadCompletion.Part> named) {
    if (named.isEmpty()) {
      throw invalid("parts are required: name each, with the ETag that sending it was answered");
    }
    requireCount(upload, named.size(), 1);
    return named.stream()
        .map(part -> UploadedPart.named(part.partNumber(), part.etag().replace("\"", "")))
        .toList();
  }

  private void requireStageable(ObjectTarget target) {
    ProtectedBranches.requireStageable(target.repository(), target.branch());
    Names.path(target.path());
    engine.branches().get(target.repository(), target.branch());
  }

  private Upload find(ObjectTarget target, String physicalAddress) {
    Names.path(target.path());
    var at = addresses.link(target.repository().location(), target.link(), physicalAddress);
    if (at.type() != AddressType.RELATIVE) {
      throw invalid(
          "physical address must be relative to the storage namespace: send the one that the upload"
              + " was begun with");
    }
    return at(target, at.address());
  }

  private Upload at(ObjectTarget target, String address) {
    var repository = target.repository();
    var resolved = addresses.resolve(repository.location(), address, AddressType.RELATIVE);
    var uploads =
        StoreFailures.translating(resolved.store(), resolved.store()::presignedMultipart)
            .orElseThrow(() -> unsupported(repository));
    var at = new EntryAddress(address, AddressType.RELATIVE);
    return new Upload(resolved, new LinkedObject(repository, target.path(), at), uploads);
  }

  private static void requireCount(Upload upload, int count, int least) {
    int most = upload.parts().limits().mostParts();
    if (count < least || count > most) {
      throw invalid("an upload has %d to %d parts, not %d".formatted(least, most, count));
    }
  }

  private static <T> T translating(Upload upload, Supplier<T> call) {
    try {
      return call.get();
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.NOT_FOUND) {
        throw new FailureException(
            new Failure.NotFound(Objects.requireNonNullElse(e.getMessage(), "no such upload")), e);
      }
      throw StoreFailures.translate(upload.at().store(), e);
    }
  }

  /** What is left of an upload that the client never heard of is dropped. */
  private static void abandon(Upload upload, String id, RuntimeException failure) {
    try {
      upload.parts().abort(upload.at().address(), id);
    } catch (BlockstoreException e) {
      failure.addSuppressed(e);
    }
  }

  /** The document lets clients leave out the bodies of some operations, though all need them. */
  static <T> T require(@Nullable T body) {
    if (body == null) {
      throw invalid("physical_address is required");
    }
    return body;
  }

  private static FailureException unsupported(Repository repository) {
    return new FailureException(
        new Failure.Unsupported(
            "presign multipart upload API is not supported by the store of repository '%s'"
                .formatted(repository.name())));
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
