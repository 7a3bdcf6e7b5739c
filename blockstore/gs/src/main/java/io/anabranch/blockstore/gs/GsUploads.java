package io.anabranch.blockstore.gs;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.InputStreamContent;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.ContentStream;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Writes objects: in one request when the length is known, however large, and then nothing of the
 * content is held; otherwise, if it is not small, by a session that takes one chunk after another.
 * A session that is not completed leaves nothing behind, and the store forgets it.
 */
final class GsUploads {

  private static final int SMALL = 1 << 20;
  private static final long NO_GENERATION = 0;

  private final GsConnection connection;

  GsUploads(GsConnection connection) {
    this.connection = connection;
  }

  StorageObject put(PhysicalAddress address, Content content, PutOptions options)
      throws IOException {
    try (ContentReader reader = ContentReader.open(address, content)) {
      if (content.length().isPresent()) {
        long length = content.length().getAsLong();
        return putOnce(address, new ContentStream(reader, length), length, options);
      }
      ContentStream stream = new ContentStream(reader);
      byte[] first = stream.readNBytes(SMALL);
      InputStream beginning = new ByteArrayInputStream(first);
      return first.length < SMALL
          ? putOnce(address, beginning, first.length, options)
          : putChunks(address, new SequenceInputStream(beginning, stream), options);
    }
  }

  private StorageObject putOnce(
      PhysicalAddress address, InputStream bytes, long length, PutOptions options)
      throws IOException {
    Storage storage = connection.data();
    GenericUrl url =
        new GenericUrl(storage.getRootUrl() + "upload/" + storage.getServicePath() + "b");
    url.getPathParts().add(address.container());
    url.getPathParts().add("o");
    url.put("uploadType", "multipart");
    url.put("fields", GsObjects.FIELDS);
    connection.managedKey().ifPresent(key -> url.put("kmsKeyName", key));
    if (options.ifAbsent()) {
      url.put("ifGenerationMatch", NO_GENERATION);
    }
    StorageObject description = description(address, options.attributes());
    String json = storage.getJsonFactory().toString(description);
    HttpRequest request =
        storage
            .getRequestFactory()
            .buildPostRequest(
                url, new RelatedContent(json, description.getContentType(), bytes, length));
    request.setParser(storage.getObjectParser());
    connection.encrypt(request);
    HttpResponse response = request.execute();
    return response.parseAs(StorageObject.class);
  }

  private StorageObject putChunks(PhysicalAddress address, InputStream bytes, PutOptions options)
      throws IOException {
    StorageObject description = description(address, options.attributes());
    Storage.Objects.Insert insert =
        connection
            .data()
            .objects()
            .insert(
                address.container(),
                description,
                new InputStreamContent(description.getContentType(), bytes));
    insert.setFields(GsObjects.FIELDS);
    insert.setDisableGZipContent(true);
    insert.getMediaHttpUploader().setChunkSize(connection.settings().chunkBytes());
    connection.managedKey().ifPresent(insert::setKmsKeyName);
    if (options.ifAbsent()) {
      insert.setIfGenerationMatch(NO_GENERATION);
    }
    connection.encrypt(insert);
    return insert.execute();
  }

  private static StorageObject description(PhysicalAddress address, ObjectAttributes attributes) {
    return new StorageObject()
        .setName(address.key())
        .setContentType(GsAttributes.contentType(attributes))
        .setMetadata(GsAttributes.metadata(attributes));
  }
}
