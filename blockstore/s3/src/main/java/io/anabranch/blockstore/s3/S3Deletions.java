package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes many objects: all that can be, and then fails for the first that could not. */
final class S3Deletions {

  private static final int MOST_IN_ONE_REQUEST = 1000;

  private final S3Client client;
  private final S3Failures failures;
  private @Nullable BlockstoreException first;

  S3Deletions(S3Client client, S3Failures failures) {
    this.client = client;
    this.failures = failures;
  }

  void delete(Collection<PhysicalAddress> addresses) {
    Map<String, List<PhysicalAddress>> byBucket =
        new LinkedHashSet<>(addresses)
            .stream().collect(Collectors.groupingBy(PhysicalAddress::container));
    byBucket.forEach(this::deleteFromBucket);
    if (first != null) {
      throw first;
    }
  }

  private void deleteFromBucket(String bucket, List<PhysicalAddress> addresses) {
    List<ObjectIdentifier> together = new ArrayList<>();
    for (PhysicalAddress address : addresses) {
      if (addresses.size() > 1 && address.key().chars().allMatch(S3Deletions::survivesXml)) {
        together.add(ObjectIdentifier.builder().key(address.key()).build());
      } else {
        attempt(address.toString(), () -> deleteOne(address));
      }
      if (together.size() == MOST_IN_ONE_REQUEST) {
        deleteTogether(bucket, together);
        together = new ArrayList<>();
      }
    }
    if (!together.isEmpty()) {
      deleteTogether(bucket, together);
    }
  }

  private void deleteTogether(String bucket, List<ObjectIdentifier> keys) {
    attempt(
        keys.size() + " objects of " + bucket,
        () ->
            client
                .deleteObjects(
                    request ->
                        request.bucket(bucket).delete(list -> list.objects(keys).quiet(true)))
                .errors());
  }

  private List<S3Error> deleteOne(PhysicalAddress address) {
    client.deleteObject(request -> request.bucket(address.container()).key(address.key()));
    return List.of();
  }

  private void attempt(String what, Supplier<List<S3Error>> deletion) {
    try {
      for (S3Error error : deletion.get()) {
        remember(
            failures.translate(
                S3Action.delete(error.key()),
                error.code() == null ? "" : error.code(),
                error.message() == null ? "" : error.message()));
      }
    } catch (SdkException e) {
      remember(failures.translate(S3Action.delete(what), e));
    }
  }

  /** What is not there, or was never in a bucket that is not there, is deleted. */
  private void remember(BlockstoreException failure) {
    if (failure.kind() != Kind.NOT_FOUND && first == null) {
      first = failure;
    }
  }

  /** The list of keys goes as XML 1.0, which has no control characters. */
  private static boolean survivesXml(int character) {
    return character >= ' ' && character < '\uFFFE';
  }
}
