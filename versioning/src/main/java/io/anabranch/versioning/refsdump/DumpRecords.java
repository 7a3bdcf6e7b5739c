package io.anabranch.versioning.refsdump;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.TreeFormat.BranchData;
import io.anabranch.versioning.format.TreeFormat.CommitData;
import io.anabranch.versioning.format.TreeFormat.TagData;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.BranchHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.TreeMap;

/**
 * Records of a dump: the key is the name, the identity the commit id in ASCII, the data a protobuf
 * message. What is read is checked to be well-formed and of its key, not to be true.
 */
final class DumpRecords {

  private DumpRecords() {}

  static EntryRecord of(Commit commit) {
    Instant date = commit.creationDate();
    CommitData message =
        CommitData.newBuilder()
            .setId(commit.id().value())
            .setCommitter(commit.committer())
            .setMessage(commit.message())
            .setCreationDate(
                Timestamp.newBuilder().setSeconds(date.getEpochSecond()).setNanos(date.getNano()))
            .setMetaRangeId(commit.metaRangeId().value())
            .putAllMetadata(commit.metadata())
            .addAllParents(commit.parents().stream().map(CommitId::value).toList())
            .setVersion(commit.version())
            .setGeneration(commit.generation())
            .build();
    return record(commit.id().value(), commit.id(), message);
  }

  static EntryRecord of(BranchHead branch) {
    BranchData message =
        BranchData.newBuilder().setId(branch.name()).setCommitId(branch.head().value()).build();
    return record(branch.name(), branch.head(), message);
  }

  static EntryRecord of(Tag tag) {
    TagData message =
        TagData.newBuilder().setId(tag.name()).setCommitId(tag.commitId().value()).build();
    return record(tag.name(), tag.commitId(), message);
  }

  static Commit commit(EntryRecord record) {
    try {
      CommitData message = CommitData.parseFrom(record.value().data());
      requireKey(record, message.getId());
      Timestamp date = message.getCreationDate();
      return new Commit(
          commitId(message.getId()),
          message.getCommitter(),
          message.getMessage(),
          Instant.ofEpochSecond(date.getSeconds(), date.getNanos()),
          new MetaRangeId(message.getMetaRangeId()),
          message.getParentsList().stream().map(DumpRecords::commitId).toList(),
          new TreeMap<>(message.getMetadataMap()),
          message.getVersion(),
          message.getGeneration());
    } catch (InvalidProtocolBufferException | DateTimeException e) {
      throw malformed(record, e);
    }
  }

  static BranchHead branch(EntryRecord record) {
    try {
      BranchData message = BranchData.parseFrom(record.value().data());
      requireKey(record, message.getId());
      return new BranchHead(message.getId(), commitId(message.getCommitId()));
    } catch (InvalidProtocolBufferException e) {
      throw malformed(record, e);
    }
  }

  static Tag tag(EntryRecord record) {
    try {
      TagData message = TagData.parseFrom(record.value().data());
      requireKey(record, message.getId());
      return new Tag(message.getId(), commitId(message.getCommitId()));
    } catch (InvalidProtocolBufferException e) {
      throw malformed(record, e);
    }
  }

  private static EntryRecord record(String key, CommitId identity, MessageLite message) {
    byte[] encoded = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(encoded);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("the array has the size that the message asked for", e);
    }
    return new EntryRecord(
        Key.of(key), RecordValue.of(identity.value().getBytes(US_ASCII), encoded));
  }

  private static void requireKey(EntryRecord record, String id) {
    if (!record.path().equals(Key.of(id))) {
      throw invalid("the record '%s' of the refs dump is of '%s'".formatted(record.path(), id));
    }
  }

  private static CommitId commitId(String text) {
    if (!CommitId.isCommitId(text)) {
      throw invalid("the refs dump refers to '%s', which is no commit id".formatted(text));
    }
    return new CommitId(text);
  }

  private static FailureException malformed(EntryRecord record, Exception cause) {
    return new FailureException(
        new Failure.Invalid("the record '%s' is none of a refs dump".formatted(record.path())),
        cause);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
