package io.anabranch.server.links;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.links.Grant.Permission;
import io.anabranch.server.links.Grant.Permission.Reading;
import io.anabranch.server.links.Grant.Permission.Writing;
import io.anabranch.server.links.Grant.Permission.WritingPart;
import io.anabranch.server.links.Grant.Place;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes links: of the store where it signs such, else of this server. Whether the user may do what
 * a link allows is decided before one is asked for. Safe for use by many threads.
 *
 * <p>Every method throws Invalid when the settings of the store forbid links, and fails as the
 * store does.
 */
@Singleton
public final class Links {

  private final PhysicalAddresses addresses;
  private final GrantSignatures signatures;
  private final InstantSource clock;

  public Links(PhysicalAddresses addresses, GrantSignatures signatures, InstantSource clock) {
    this.addresses = addresses;
    this.signatures = signatures;
    this.clock = clock;
  }

  /** How a store makes a link of its own. */
  private interface OwnLink {
    URI make(PresignedUrls urls, PhysicalAddress address, Duration life);
  }

  /** To read an object with GET and HEAD. */
  public PresignedUrl get(PublicUrl server, LinkedObject object) {
    String name = FileNames.of(object.path());
    return link(
        server, object, new Reading(object.etag()), (urls, at, life) -> urls.get(at, life, name));
  }

  /** To write an object with PUT, once. */
  public PresignedUrl put(PublicUrl server, LinkedObject object) {
    return link(server, object, new Writing(), PresignedUrls::put);
  }

  /**
   * To write a part of an object with PUT.
   *
   * @param uploadId of the upload that was begun at the object's address
   */
  public PresignedUrl putPart(PublicUrl server, LinkedObject object, String uploadId, int number) {
    return link(
        server,
        object,
        new WritingPart(uploadId, number),
        (urls, at, life) -> urls.putPart(at, uploadId, number, life));
  }

  private PresignedUrl link(
      PublicUrl server, LinkedObject object, Permission permission, OwnLink own) {
    var at = object.at();
    Resolved target = addresses.resolve(object.repository().location(), at.address(), at.type());
    requireEnabled(target.store(), object.repository().name());
    Duration life = target.store().presign().expiry();
    return StoreFailures.translating(target.store(), () -> own(target, life, own))
        .orElseGet(() -> signed(server, object, permission, life));
  }

  private static void requireEnabled(Store store, String repository) {
    if (!store.presign().enabled()) {
      throw new FailureException(
          new Failure.Invalid(
              "the store of repository '%s' hands out no links (disable_pre_signed): ask without presign"
                  .formatted(repository)));
    }
  }

  /** Empty when the store makes no links, or none of this kind. */
  private Optional<PresignedUrl> own(Resolved target, Duration life, OwnLink own) {
    Optional<PresignedUrls> urls = target.store().blockstore().presignedUrls();
    if (urls.isEmpty()) {
      return Optional.empty();
    }
    Duration longest = urls.get().longestLife();
    Duration granted = life.compareTo(longest) > 0 ? longest : life;
    try {
      Instant expiry = expiry(granted);
      URI url = own.make(urls.get(), target.address(), granted);
      return Optional.of(new PresignedUrl(url.toString(), expiry));
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.UNSUPPORTED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private PresignedUrl signed(
      PublicUrl server, LinkedObject object, Permission permission, Duration life) {
    var repository = object.repository();
    var place = new Place(repository.name(), FileNames.of(object.path()));
    var grant =
        new Grant(
            place,
            repository.id(),
            repository.location().storageId(),
            object.at(),
            permission,
            expiry(life));
    String url =
        "%s/api/anabranch/v1/repositories/%s/links/%s?token=%s"
            .formatted(
                server.text(),
                place.repository(),
                FileNames.encode(place.name()),
                signatures.sign(grant));
    return new PresignedUrl(url, grant.expiry());
  }

  private Instant expiry(Duration life) {
    return clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
  }
}
