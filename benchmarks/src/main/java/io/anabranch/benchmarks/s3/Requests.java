package io.anabranch.benchmarks.s3;

import io.anabranch.benchmarks.load.http.NumberedRequest;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.workloads.Fixture;
import io.anabranch.benchmarks.load.workloads.RequestWorkload;
import io.anabranch.benchmarks.load.workloads.StagedBranch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The same as the workloads of the REST API, through the gateway, by the same client. */
record Requests(Keys keys, Fixture fixture) {

  private static final byte[] NOTHING = new byte[0];

  /**
   * Uploads of small objects.
   *
   * @param hashed whether the signature covers the bytes
   */
  Subject put(String name, boolean hashed) {
    byte[] body = Fixture.noise(Fixture.SMALL_BYTES);
    String hash = hashed ? SignedTemplate.sha256(body) : SignedTemplate.UNSIGNED;
    String path = path("main/uploaded/" + RequestTemplate.SLOT);
    return workload(
        name,
        () -> SignedTemplate.of(keys, "PUT", path, "", body, hash),
        fixture.numbers()::incrementAndGet);
  }

  /** Of the small objects that are committed. */
  Subject get(String name) {
    String path = path("main/seeded/" + RequestTemplate.SLOT);
    return workload(
        name, () -> get(path, ""), () -> ThreadLocalRandom.current().nextLong(Fixture.SEEDED));
  }

  /** As {@link io.anabranch.benchmarks.load.workloads.Workloads#pages}. */
  Subject pages(String name, String branch, int entries) {
    return workload(name, () -> page(branch), StagedBranch.pages(entries));
  }

  /** The page after the entry of a number. */
  NumberedRequest page(String branch) {
    return get(
        path(""),
        "list-type=2&max-keys=%d&prefix=%s%%2Fstaged%%2F&start-after=%s%%2Fstaged%%2F%s"
            .formatted(StagedBranch.PAGE, branch, branch, RequestTemplate.SLOT));
  }

  private SignedTemplate get(String path, String query) {
    return SignedTemplate.of(keys, "GET", path, query, NOTHING, SignedTemplate.sha256(NOTHING));
  }

  private String path(String key) {
    return "/" + fixture.repository() + (key.isEmpty() ? "" : "/" + key);
  }

  private Subject workload(
      String name, Supplier<? extends NumberedRequest> request, LongSupplier numbers) {
    return new RequestWorkload(name, keys.address(), request, numbers, 200);
  }
}
