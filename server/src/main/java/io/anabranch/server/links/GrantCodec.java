package io.anabranch.server.links;

import io.anabranch.server.links.Grant.Permission;
import io.anabranch.server.links.Grant.Permission.Reading;
import io.anabranch.server.links.Grant.Permission.Writing;
import io.anabranch.server.links.Grant.Permission.WritingPart;
import io.anabranch.server.links.Grant.Place;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Pin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * A grant as bytes, without its place: the kind of permission, the repository's id, the expiry in
 * seconds since 1970, the storage id, the type of address, the address, for reading the pin's etag
 * and version, and for a part the upload's id and the number. Texts are as {@link
 * DataOutputStream#writeUTF} writes them.
 */
final class GrantCodec {

  private static final int READING = 1;
  private static final int WRITING = 2;
  private static final int WRITING_PART = 3;

  private GrantCodec() {}

  static byte[] encode(Grant grant) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(kind(grant.permission()));
      out.writeInt(grant.repositoryId());
      out.writeLong(grant.expiry().getEpochSecond());
      out.writeUTF(grant.storageId());
      out.writeUTF(grant.at().type().name());
      out.writeUTF(grant.at().address());
      write(grant.permission(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Permission permission, DataOutputStream out) throws IOException {
    switch (permission) {
      case Reading(Pin pin) -> {
        out.writeUTF(pin.etag());
        out.writeUTF(pin.version());
      }
      case Writing _ -> {}
      case WritingPart(String uploadId, int number) -> {
        out.writeUTF(uploadId);
        out.writeInt(number);
      }
    }
  }

  /**
   * @param bytes that {@link #encode} made: they are signed, so nobody else made them
   */
  static Grant decode(Place place, byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int kind = in.readByte();
      int repositoryId = in.readInt();
      Instant expiry = Instant.ofEpochSecond(in.readLong());
      String storageId = in.readUTF();
      AddressType type = AddressType.valueOf(in.readUTF());
      var at = new EntryAddress(in.readUTF(), type);
      return new Grant(place, repositoryId, storageId, at, permission(kind, in), expiry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int kind(Permission permission) {
    return switch (permission) {
      case Reading _ -> READING;
      case Writing _ -> WRITING;
      case WritingPart _ -> WRITING_PART;
    };
  }

  private static Permission permission(int kind, DataInputStream in) throws IOException {
    return switch (kind) {
      case READING -> new Reading(new Pin(in.readUTF(), in.readUTF()));
      case WRITING -> new Writing();
      case WRITING_PART -> new WritingPart(in.readUTF(), in.readInt());
      default -> throw new IOException("a signed grant of an unknown kind: " + kind);
    };
  }
}
