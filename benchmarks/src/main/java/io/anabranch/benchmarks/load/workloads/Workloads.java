package io.anabranch.benchmarks.load.workloads;

import io.anabranch.benchmarks.load.http.RequestTemplate;
import io.anabranch.benchmarks.load.measure.Subject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The workloads by name. */
public final class Workloads {

  public static final String UPLOAD = "upload";
  public static final String STAGE = "stage";
  public static final String STAT = "stat";
  public static final String GET = "get";
  public static final String LIST = "list";
  public static final String BRANCH = "branch";
  public static final String COMMIT = "commit";
  public static final String ROUNDS = "rounds";
  public static final String BULK = "bulk";

  private final Fixture fixture;

  public Workloads(Fixture fixture) {
    this.fixture = fixture;
  }

  /** One of those that run at every concurrency. */
  public Subject get(String name) {
    LongSupplier fresh = fixture.numbers()::incrementAndGet;
    LongSupplier seeded = () -> ThreadLocalRandom.current().nextLong(Fixture.SEEDED);
    String slot = RequestTemplate.SLOT;
    return switch (name) {
      case UPLOAD -> workload(name, () -> fixture.upload("uploaded%2F"), fresh, 201);
      case STAGE -> workload(name, () -> fixture.stage("main"), fresh, 201);
      case STAT -> reads(name, "/refs/main/objects/stat?path=seeded%2F" + slot, seeded);
      case GET -> reads(name, "/refs/main/objects?path=seeded%2F" + slot, seeded);
      case LIST -> reads(name, "/refs/main/objects/ls?prefix=seeded%2F&amount=1000", seeded);
      case BRANCH -> workload(name, this::branch, fresh, 201);
      default -> throw new IllegalArgumentException("there is no workload " + name);
    };
  }

  /**
   * Pages of {@value StagedBranch#PAGE} of a branch that was {@linkplain StagedBranch#create
   * created} with this many entries, at random places.
   */
  public Subject pages(String name, String branch, int entries) {
    return reads(
        name,
        "/refs/%s/objects/ls?prefix=staged%%2F&amount=%d&after=staged%%2F%s"
            .formatted(branch, StagedBranch.PAGE, RequestTemplate.SLOT),
        StagedBranch.pages(entries));
  }

  /** Commits of a branch with this many staged entries. */
  public Subject commit(int entries) {
    return new CommitWorkload(fixture, entries);
  }

  /** Clients that each change a branch of their own and merge it into {@code main}. */
  public Subject rounds() {
    return new RoundsWorkload(fixture);
  }

  public Subject bulkUpload() {
    return new BulkUpload(fixture);
  }

  public Subject bulkDownload() {
    var request =
        fixture
            .target()
            .request("GET " + fixture.path("/refs/main/objects?path=bulk%2F0000000000"));
    return new BulkDownload("get 64 MiB", fixture.target().address(), request);
  }

  private RequestTemplate branch() {
    return fixture
        .target()
        .request(
            "POST " + fixture.path("/branches"),
            "{\"name\": \"b-%s\", \"source\": \"main\"}".formatted(RequestTemplate.SLOT));
  }

  private Subject reads(String name, String path, LongSupplier numbers) {
    return workload(
        name, () -> fixture.target().request("GET " + fixture.path(path)), numbers, 200);
  }

  private Subject workload(
      String name, Supplier<RequestTemplate> template, LongSupplier numbers, int status) {
    return new RequestWorkload(name, fixture.target().address(), template, numbers, status);
  }
}
