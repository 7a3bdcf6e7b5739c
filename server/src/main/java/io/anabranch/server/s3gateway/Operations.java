package io.anabranch.server.s3gateway;

import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.S3Request;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All operations that there are, and which of them a request means. Safe for use by many threads.
 */
@Singleton
final class Operations {

  /** What a request may mean. */
  sealed interface Meaning {

    /** For the log and the metrics. */
    default String name() {
      return this instanceof Known known ? "s3:" + known.operation().name() : "s3:none";
    }

    record Known(Operation operation) implements Meaning {}

    /** S3 has it, and this gateway says no. */
    record Refused(S3Error error) implements Meaning {}

    /** There is nothing of that kind at all. */
    record Nothing() implements Meaning {}
  }

  private static final String COPY_SOURCE = "x-amz-copy-source";

  /** Of S3, and not offered; by method and target. */
  private static final Map<Shape, Set<String>> NOT_SUPPORTED =
      Map.of(
          Shape.of("GET", Target.OBJECT),
          Set.of("torrent", "retention", "legal-hold", "lambdaArn"),
          Shape.of("PUT", Target.OBJECT),
          Set.of("torrent", "retention", "legal-hold", "renameObject", "encryption"),
          Shape.of("DELETE", Target.OBJECT),
          Set.of("acl", "torrent"),
          Shape.of("POST", Target.OBJECT),
          Set.of("select", "restore"),
          Shape.of("HEAD", Target.BUCKET),
          Set.of("acl"),
          Shape.of("GET", Target.SERVICE),
          Set.of("events"),
          Shape.of("GET", Target.BUCKET),
          Set.of(
              "inventory",
              "metrics",
              "publicAccessBlock",
              "ownershipControls",
              "intelligent-tiering",
              "analytics",
              "policy",
              "lifecycle",
              "encryption",
              "object-lock",
              "replication",
              "notification",
              "events",
              "website",
              "accelerate",
              "requestPayment",
              "logging",
              "tagging",
              "policyStatus"),
          Shape.of("PUT", Target.BUCKET),
          Set.of(
              "cors",
              "metrics",
              "website",
              "logging",
              "accelerate",
              "requestPayment",
              "acl",
              "publicAccessBlock",
              "ownershipControls",
              "intelligent-tiering",
              "analytics",
              "lifecycle",
              "replication",
              "encryption",
              "policy",
              "object-lock",
              "notification",
              "tagging",
              "versioning"));

  private final Map<Shape, Operation> byShape;
  private final Set<String> subresources;
  private final boolean refuseUnsupported;

  Operations(List<Operation> operations, ServerConfiguration configuration) {
    this.byShape =
        operations.stream().collect(Collectors.toMap(Operation::shape, Function.identity()));
    this.subresources =
        operations.stream()
            .map(operation -> operation.shape().subresource())
            .collect(Collectors.toSet());
    this.refuseUnsupported = configuration.s3Gateway().verifyUnsupported();
  }

  Meaning find(S3Request request) {
    Target target = request.address().target();
    Shape plain = Shape.of(request.method(), target);
    if (target == Target.REF) {
      Operation operation = byShape.get(plain);
      return operation == null ? new Meaning.Nothing() : new Meaning.Known(operation);
    }
    if (refuseUnsupported && names(request, NOT_SUPPORTED.getOrDefault(plain, Set.of()))) {
      return new Meaning.Refused(S3Error.NOT_SUPPORTED);
    }
    return findNamed(request, plain)
        .<Meaning>map(Meaning.Known::new)
        .orElseGet(() -> new Meaning.Refused(refusal(request, target)));
  }

  private static boolean names(S3Request request, Set<String> parameters) {
    return request.query().names().stream().anyMatch(parameters::contains);
  }

  private Optional<Operation> findNamed(S3Request request, Shape plain) {
    boolean copies = request.header(COPY_SOURCE).isPresent();
    Optional<Operation> special =
        request.query().names().stream()
            .filter(subresources::contains)
            .flatMap(name -> find(Shape.of(plain.method(), plain.target(), name), copies).stream())
            .findFirst();
    return special.or(() -> find(plain, copies));
  }

  private Optional<Operation> find(Shape shape, boolean copies) {
    Operation operation = copies ? byShape.get(shape.copying()) : null;
    return Optional.ofNullable(operation == null ? byShape.get(shape) : operation);
  }

  private static S3Error refusal(S3Request request, Target target) {
    return target == Target.BUCKET && request.method().equals("DELETE")
        ? S3Error.NOT_SUPPORTED
        : S3Error.METHOD_NOT_ALLOWED;
  }
}
