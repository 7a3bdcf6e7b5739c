package io.anabranch.versioning.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.EntryFormat;
import io.anabranch.versioning.format.IdentityHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Entries as the storage format has them: protobuf and identity. Equal entries, equal bytes. */
final class EntryCodec {

  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);

  private EntryCodec() {}

  /** Where the bytes lie, when they were written and how they are pinned is not part of it. */
  static byte[] identity(Entry entry) {
    IdentityHash hash =
        new IdentityHash().int64(entry.size()).string(entry.etag()).map(entry.metadata());
    return entry.contentType().isEmpty()
        ? hash.digest()
        : hash.string(entry.contentType()).digest();
  }

  static byte[] encode(Entry entry) {
    Instant modified = entry.lastModified();
    EntryFormat.Entry message =
        EntryFormat.Entry.newBuilder()
            .setAddress(entry.address())
            .setLastModified(
                Timestamp.newBuilder()
                    .setSeconds(modified.getEpochSecond())
                    .setNanos(modified.getNano()))
            .setSize(entry.size())
            .setETag(entry.etag())
            .putAllMetadata(entry.metadata())
            .setAddressType(
                switch (entry.addressType()) {
                  case RELATIVE -> EntryFormat.Entry.AddressType.RELATIVE;
                  case FULL -> EntryFormat.Entry.AddressType.FULL;
                })
            .setContentType(entry.contentType())
            .setPinnedEtag(entry.pin().etag())
            .setPinnedVersion(entry.pin().version())
            .build();
    byte[] encoded = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(encoded);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("the array has the size that the message asked for", e);
    }
    return encoded;
  }

  static Entry decode(byte[] source, int offset, int length) {
    try {
      return toEntry(
          EntryFormat.Entry.parseFrom(CodedInputStream.newInstance(source, offset, length)));
    } catch (InvalidProtocolBufferException | DateTimeException e) {
      throw corrupt(e);
    } catch (IOException e) {
      throw new UncheckedIOException("an array is read without input or output", e);
    }
  }

  private static Entry toEntry(EntryFormat.Entry message) throws InvalidProtocolBufferException {
    Timestamp modified = message.getLastModified();
    return new Entry(
        message.getAddress(),
        addressType(message),
        Instant.ofEpochSecond(modified.getSeconds(), modified.getNanos()),
        message.getSize(),
        message.getETag(),
        new TreeMap<>(message.getMetadataMap()),
        message.getContentType(),
        new Pin(message.getPinnedEtag(), message.getPinnedVersion()));
  }

  private static AddressType addressType(EntryFormat.Entry message)
      throws InvalidProtocolBufferException {
    return switch (message.getAddressType()) {
      case RELATIVE -> AddressType.RELATIVE;
      case FULL -> AddressType.FULL;
      case BY_PREFIX_DEPRECATED ->
          SCHEME.matcher(message.getAddress()).matches() ? AddressType.FULL : AddressType.RELATIVE;
      case UNRECOGNIZED -> throw new InvalidProtocolBufferException("unknown address type");
    };
  }

  private static FailureException corrupt(Exception cause) {
    return new FailureException(new Failure.Corrupt("a stored entry is malformed"), cause);
  }
}
