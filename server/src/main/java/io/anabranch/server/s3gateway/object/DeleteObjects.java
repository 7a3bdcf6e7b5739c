package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Address;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.server.s3gateway.protocol.XmlBody;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Names;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Up to 1,000 keys at once, each with its own outcome. */
@Singleton
final class DeleteObjects implements Operation {

  private static final int MOST_KEYS = 1_000;

  /** For as many of the longest keys, even with a good part of them written as references. */
  private static final int MOST_BYTES = 4 << 20;

  /** Elements of a key without which another object might be deleted than the one that is meant. */
  private static final Set<String> CONDITIONS =
      Set.of("VersionId", "ETag", "LastModifiedTime", "Size");

  private record Refusal(S3Error error, String message) {}

  private static final Refusal CONDITIONAL =
      new Refusal(
          S3Error.NOT_IMPLEMENTED,
          "Many objects are deleted at once without versions and conditions: delete this one alone");

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;

  DeleteObjects(RepositoryLookup repositories, VersioningEngine engine) {
    this.repositories = repositories;
    this.engine = engine;
  }

  @Override
  public String name() {
    return "DeleteObjects";
  }

  @Override
  public Shape shape() {
    return Shape.of("POST", Target.BUCKET, "delete");
  }

  private static final class Wanted {
    private final List<String> keys = new ArrayList<>();
    private final Set<String> conditional = new HashSet<>();
    private boolean quiet;

    static Wanted parse(byte[] body) {
      var wanted = new Wanted();
      XmlBody.read(
          body,
          (path, texts) -> {
            switch (path) {
              case "Delete/Object" -> wanted.add(texts);
              case "Delete" -> wanted.quiet = Boolean.parseBoolean(texts.get("Quiet"));
              default -> {}
            }
          });
      if (wanted.keys.isEmpty() || wanted.keys.size() > MOST_KEYS) {
        throw S3Error.MALFORMED_XML.exception(
            "Name 1 to %d objects, not %d".formatted(MOST_KEYS, wanted.keys.size()));
      }
      return wanted;
    }

    private void add(Map<String, String> texts) {
      String key = texts.getOrDefault("Key", "");
      keys.add(key);
      if (CONDITIONS.stream().anyMatch(each -> !texts.getOrDefault(each, "").isBlank())) {
        conditional.add(key);
      }
    }
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    Wanted wanted = Wanted.parse(PutBody.readAll(call, MOST_BYTES));
    Map<String, Refusal> refused = new LinkedHashMap<>();
    wanted.conditional.forEach(key -> refused.put(key, CONDITIONAL));
    Map<String, List<String>> byRef =
        wanted.keys.stream()
            .distinct()
            .filter(key -> isToDelete(call, key, refused))
            .collect(
                Collectors.groupingBy(
                    key -> new Address("", key).ref(), LinkedHashMap::new, Collectors.toList()));
    if (!byRef.isEmpty()) {
      Repository repository = call.writable(repositories);
      byRef.forEach((ref, keys) -> delete(repository, ref, keys, refused));
    }
    Xml xml = Xml.withNamespace("DeleteResult");
    for (String key : wanted.keys) {
      Refusal refusal = refused.get(key);
      if (refusal != null) {
        xml.open("Error")
            .put("Key", key)
            .put("Code", refusal.error.code())
            .put("Message", refusal.message)
            .close();
      } else if (!wanted.quiet) {
        xml.open("Deleted").put("Key", key).close();
      }
    }
    return xml.answer();
  }

  /** Where there can be no object, it is as good as deleted. */
  private static boolean isToDelete(Call call, String key, Map<String, Refusal> refused) {
    String path = new Address("", key).path();
    call.caller()
        .findRefusal(Action.DELETE_OBJECT, Resource.object(call.repository().name(), path))
        .ifPresent(
            failure -> refused.put(key, new Refusal(S3Error.ACCESS_DENIED, failure.message())));
    if (Names.isTooLong(path)) {
      refused.putIfAbsent(key, new Refusal(S3Error.KEY_TOO_LONG, S3Error.KEY_TOO_LONG.text()));
    }
    return !path.isEmpty() && !refused.containsKey(key);
  }

  private void delete(
      Repository repository, String branch, List<String> keys, Map<String, Refusal> refused) {
    if (!Names.isBranch(branch)) {
      return;
    }
    List<String> paths = keys.stream().map(key -> key.substring(branch.length() + 1)).toList();
    try {
      engine.entries().deleteAll(repository, branch, paths);
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.NotFound)) {
        Refusal refusal = refusal(repository, branch, e);
        keys.forEach(key -> refused.put(key, refusal));
      }
    }
  }

  private static Refusal refusal(Repository repository, String branch, FailureException e) {
    S3Error error =
        switch (e.failure()) {
          case Failure.Forbidden _ ->
              repository.protection().protects(branch)
                  ? S3Error.PROTECTED_BRANCH
                  : S3Error.ACCESS_DENIED;
          case Failure.Invalid _ -> S3Error.INVALID_ARGUMENT;
          case Failure.Busy _ -> S3Error.SLOW_DOWN;
          case Failure.Unavailable _ -> S3Error.SERVICE_UNAVAILABLE;
          default -> throw e;
        };
    return new Refusal(error, e.failure().message());
  }
}
