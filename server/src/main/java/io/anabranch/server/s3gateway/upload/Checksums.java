package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.s3gateway.object.ChecksumElements;
import io.anabranch.server.s3gateway.protocol.Xml;
import java.util.Optional;

/** Checksums in the answers to uploads. */
final class Checksums {

  private Checksums() {}

  static void put(Xml xml, Optional<UploadChecksum> checksum, Optional<String> value) {
    checksum.ifPresent(
        sum ->
            value.ifPresent(
                text -> xml.put(ChecksumElements.name(sum.algorithm().header()), text)));
  }
}
