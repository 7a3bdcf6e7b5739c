package io.anabranch.blockstore.gs;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.ComposeRequest;
import com.google.api.services.storage.model.StorageObject;
import com.google.common.collect.Lists;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.UploadedPart;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins parts into an object. The store joins 32 objects at a time, so that many parts make a tree;
 * only its root is at the object's address, and comes to be in one step.
 */
final class GsJoin {

  private static final int MOST_AT_ONCE = 32;

  private final GsConnection connection;
  private final PhysicalAddress target;
  private final String id;

  GsJoin(GsConnection connection, PhysicalAddress target, String id) {
    this.connection = connection;
    this.target = target;
    this.id = id;
  }

  StorageObject join(List<UploadedPart> parts, ObjectAttributes attributes, boolean ifAbsent) {
    List<ComposeRequest.SourceObjects> sources =
        parts.stream()
            .map(
                part ->
                    source(
                        UploadNames.part(target, id, part.number()), Long.parseLong(part.etag())))
            .toList();
    while (sources.size() > MOST_AT_ONCE) {
      sources = level(sources);
    }
    return compose(sources, target, attributes, ifAbsent);
  }

  private List<ComposeRequest.SourceObjects> level(List<ComposeRequest.SourceObjects> sources) {
    List<ComposeRequest.SourceObjects> pieces = new ArrayList<>();
    for (List<ComposeRequest.SourceObjects> some : Lists.partition(sources, MOST_AT_ONCE)) {
      PhysicalAddress piece = UploadNames.piece(target, id);
      StorageObject joined = compose(some, piece, ObjectAttributes.NONE, false);
      pieces.add(source(piece, joined.getGeneration()));
    }
    return pieces;
  }

  private static ComposeRequest.SourceObjects source(PhysicalAddress address, long generation) {
    return new ComposeRequest.SourceObjects().setName(address.key()).setGeneration(generation);
  }

  private StorageObject compose(
      List<ComposeRequest.SourceObjects> sources,
      PhysicalAddress address,
      ObjectAttributes attributes,
      boolean ifAbsent) {
    ComposeRequest request =
        new ComposeRequest()
            .setSourceObjects(sources)
            .setDestination(
                new StorageObject()
                    .setContentType(GsAttributes.contentType(attributes))
                    .setMetadata(GsAttributes.metadata(attributes)));
    return connection.ask(
        GsAction.join(target),
        () -> {
          Storage.Objects.Compose compose =
              connection
                  .data()
                  .objects()
                  .compose(address.container(), address.key(), request)
                  .setFields(GsObjects.FIELDS);
          if (ifAbsent) {
            compose.setIfGenerationMatch(0L);
          }
          connection.managedKey().ifPresent(compose::setKmsKeyName);
          connection.encrypt(compose);
          return compose.execute();
        });
  }
}
