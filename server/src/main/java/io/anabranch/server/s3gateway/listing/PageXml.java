package io.anabranch.server.s3gateway.listing;

import io.anabranch.server.s3gateway.listing.BucketPage.Item;
import io.anabranch.server.s3gateway.protocol.Owner;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.versioning.model.Entry;

/** What all lists of keys write alike. */
final class PageXml {

  private PageXml() {}

  /** The root, and what was asked for. */
  static Xml begin(String root, String bucket, ListRequest request) {
    Xml xml =
        Xml.of(root)
            .put("Name", bucket)
            .put("Prefix", request.text(request.prefix()))
            .put("MaxKeys", request.most());
    if (!request.delimiter().isEmpty()) {
      xml.put("Delimiter", request.text(request.delimiter()));
    }
    return request.encoded() ? xml.put("EncodingType", "url") : xml;
  }

  static void putItems(Xml xml, BucketPage page, ListRequest request, boolean owners) {
    for (Item item : page.items()) {
      if (item instanceof Item.Found(String key, Entry entry)) {
        xml.open("Contents").put("Key", request.text(key));
        putEntry(xml, entry);
        (owners ? Owner.put(xml) : xml).close();
      }
    }
    for (Item item : page.items()) {
      if (item instanceof Item.Prefix(String key)) {
        xml.open("CommonPrefixes").put("Prefix", request.text(key)).close();
      }
    }
  }

  static void putEntry(Xml xml, Entry entry) {
    xml.put("LastModified", entry.lastModified())
        .put("ETag", '"' + entry.etag() + '"')
        .put("Size", entry.size())
        .put("StorageClass", "STANDARD");
  }
}
