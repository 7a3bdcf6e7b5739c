package io.anabranch.blockstore.gs;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.OngoingUpload;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.UploadPage;
import io.anabranch.blockstore.UploadedPart;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which uploads are under way, and which parts they have; see {@link UploadNames}. */
final class GsParts {

  private static final String FIELDS = "name,size,generation,timeCreated,md5Hash,etag";
  private static final int LARGEST_PAGE = 1000;

  private final GsConnection connection;

  GsParts(GsConnection connection) {
    this.connection = connection;
  }

  /**
   * What to keep with the object of an upload.
   *
   * @throws BlockstoreException NOT_FOUND when it is not under way
   */
  ObjectAttributes requireUnderWay(PhysicalAddress address, String id) {
    return findAttributes(address, id).orElseThrow(() -> noUpload(address));
  }

  boolean isUnderWay(PhysicalAddress address, String id) {
    return findAttributes(address, id).isPresent();
  }

  static BlockstoreException noUpload(PhysicalAddress address) {
    return new BlockstoreException(Kind.NOT_FOUND, "There is no such upload to " + address);
  }

  private Optional<ObjectAttributes> findAttributes(PhysicalAddress address, String id) {
    if (!UploadNames.isId(address, id)) {
      return Optional.empty();
    }
    PhysicalAddress marker = UploadNames.marker(address, id);
    try {
      StorageObject object =
          connection.ask(
              GsAction.find(marker),
              () ->
                  connection
                      .data()
                      .objects()
                      .get(marker.container(), marker.key())
                      .setFields("contentType,metadata")
                      .execute());
      return Optional.of(GsAttributes.of(object.getContentType(), object.getMetadata()));
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** In the order of their numbers. */
  List<UploadedPart> list(PhysicalAddress address, String id, int afterNumber, int limit) {
    return find(
            address.container(),
            UploadNames.parts(id),
            UploadNames.part(address, id, afterNumber + 1).key(),
            limit)
        .stream()
        .map(part -> described(UploadNames.number(part.getName()), part))
        .toList();
  }

  /** All parts, by number. */
  Map<Integer, StorageObject> all(PhysicalAddress address, String id) {
    Map<Integer, StorageObject> all = new TreeMap<>();
    for (StorageObject part :
        find(address.container(), UploadNames.parts(id), "", Integer.MAX_VALUE)) {
      all.put(UploadNames.number(part.getName()), part);
    }
    return all;
  }

  /** Uploads to keys with a prefix; the page's mark is the name of a marker. */
  UploadPage listUploads(String container, String prefix, String after, int limit) {
    List<StorageObject> markers =
        find(container, UploadNames.markers(prefix), after, limit + 2).stream()
            .filter(marker -> !marker.getName().equals(after))
            .toList();
    List<StorageObject> page = markers.subList(0, Math.min(limit, markers.size()));
    return new UploadPage(
        page.stream().map(marker -> ongoing(container, marker)).toList(),
        markers.size() > limit ? page.getLast().getName() : "");
  }

  private static OngoingUpload ongoing(String container, StorageObject marker) {
    return new OngoingUpload(
        UploadNames.target(container, marker.getName()),
        UploadNames.id(marker.getName()),
        Instant.ofEpochMilli(marker.getTimeCreated().getValue()));
  }

  /** From then on the upload does not exist. */
  void end(PhysicalAddress address, String id) {
    new GsDeletions(connection).delete(List.of(UploadNames.marker(address, id)));
  }

  /** Removes everything of an upload that is over. */
  void drop(PhysicalAddress address, String id) {
    List<PhysicalAddress> belongings =
        find(address.container(), UploadNames.belongings(id), "", Integer.MAX_VALUE).stream()
            .map(object -> new PhysicalAddress(address.container(), object.getName()))
            .toList();
    new GsDeletions(connection).delete(belongings);
  }

  /** In the order of their names; none when there is no such bucket. */
  private List<StorageObject> find(String container, String prefix, String start, int limit) {
    try {
      return connection.ask(
          GsAction.list(container, prefix), () -> pages(container, prefix, start, limit));
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private List<StorageObject> pages(String container, String prefix, String start, int limit)
      throws IOException {
    List<StorageObject> found = new ArrayList<>();
    Storage.Objects.List list =
        connection
            .data()
            .objects()
            .list(container)
            .setFields("nextPageToken,items(" + FIELDS + ")")
            .setPrefix(prefix)
            .setStartOffset(start.isEmpty() ? null : start)
            .setMaxResults((long) Math.min(limit, LARGEST_PAGE));
    String token = "";
    while (token != null && found.size() < limit) {
      Objects page = list.setPageToken(token.isEmpty() ? null : token).execute();
      found.addAll(Optional.ofNullable(page.getItems()).orElse(List.of()));
      token = page.getNextPageToken();
    }
    return found;
  }

  /** The generation is the etag, as it is of all objects. */
  static UploadedPart described(int number, StorageObject part) {
    return new UploadedPart(
        number, part.getSize().longValueExact(), part.getGeneration().toString());
  }

  static Map<Integer, UploadedPart> described(Map<Integer, StorageObject> parts) {
    Map<Integer, UploadedPart> described = new TreeMap<>();
    parts.forEach((number, part) -> described.put(number, described(number, part)));
    return described;
  }

  /**
   * Whoever wrote a part by a link names it by the etag of the store's XML interface: those are
   * replaced here by ours.
   */
  static List<UploadedPart> asReceived(
      Map<Integer, StorageObject> received, List<UploadedPart> named) {
    return named.stream()
        .map(
            part -> {
              StorageObject found = received.get(part.number());
              return found != null && isXmlEtag(part.etag(), found)
                  ? described(part.number(), found)
                  : part;
            })
        .toList();
  }

  /** The digest, or for objects whose digest is encrypted too, another mark. */
  private static boolean isXmlEtag(String etag, StorageObject object) {
    return etag.equals(hex(object.getMd5Hash())) || etag.equals("-" + object.getEtag());
  }

  private static @Nullable String hex(@Nullable String base64) {
    return base64 == null ? null : HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }
}
