package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Address;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Query;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds what requests name as the source of a copy. Safe for use by many threads. */
@Singleton
public final class CopySource {

  private static final String HEADER = "x-amz-copy-source";

  private final RepositoryLookup repositories;
  private final FoundObjects objects;

  CopySource(RepositoryLookup repositories, FoundObjects objects) {
    this.repositories = repositories;
    this.objects = objects;
  }

  /**
   * The object, which the caller may read and of which the conditions hold.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_ARGUMENT, NO_SUCH_KEY,
   *     NO_SUCH_VERSION, PRECONDITION_FAILED
   */
  public FoundObject get(Call call) {
    String header = call.request().header(HEADER).orElse("");
    int question = header.indexOf('?');
    Address source = Address.ofSource(question < 0 ? header : header.substring(0, question));
    Optional<String> version =
        question < 0
            ? Optional.empty()
            : Query.parse(header.substring(question + 1)).find("versionId");
    if (source.target() != Target.OBJECT) {
      throw S3Error.INVALID_ARGUMENT.exception(
          "Copy Source must mention the source bucket and key: sourcebucket/sourcekey.");
    }
    call.caller().require(Action.READ_OBJECT, Resource.object(source.bucket(), source.path()));
    FoundObject found = objects.get(repository(source), source.ref(), source.path(), version);
    Conditions.ofSource(call.request()).require(found.entry());
    return found;
  }

  private Repository repository(Address source) {
    try {
      return repositories.get(source.bucket());
    } catch (FailureException e) {
      throw e.failure().isAbsence()
          ? S3Error.NO_SUCH_KEY.exception(
              "There is no repository '%s' to copy from".formatted(source.bucket()))
          : e;
    }
  }
}
