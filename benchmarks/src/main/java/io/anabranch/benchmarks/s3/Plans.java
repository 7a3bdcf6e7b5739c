package io.anabranch.benchmarks.s3;

import io.anabranch.benchmarks.load.Plan;
import io.anabranch.benchmarks.load.Plan.Pair;
import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.limits.FileServerProcess;
import io.anabranch.benchmarks.load.limits.LimitDirectory;
import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.workloads.Fixture;
import io.anabranch.benchmarks.load.workloads.StagedBranch;
import io.anabranch.benchmarks.load.workloads.Workloads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What is held against what; and the processes and files that this takes, until it is closed. */
final class Plans implements AutoCloseable {

  private static final int ONE = 1;

  private final Keys keys;
  private final Fixture fixture;
  private final Requests requests;
  private final Workloads rest;
  private final List<Plan> plans = new ArrayList<>();
  private final List<FileServerProcess> processes = new ArrayList<>();
  private @Nullable LimitDirectory directory;

  Plans(Keys keys, Fixture fixture) {
    this.keys = keys;
    this.fixture = fixture;
    this.requests = new Requests(keys, fixture);
    this.rest = new Workloads(fixture);
  }

  List<Plan> all() {
    return List.copyOf(plans);
  }

  /** Small objects. */
  void addSmall(int clients) {
    List<Subject> upload = List.of(rest.get(Workloads.UPLOAD));
    List<Subject> get = List.of(rest.get(Workloads.GET));
    plans.add(
        new Plan(
            clients,
            List.of(
                new Pair(requests.put("s3 put", false), upload),
                new Pair(requests.put("s3 put, hashed", true), upload),
                new Pair(requests.get("s3 get"), get))));
  }

  /** Pages of a branch whose entries are committed, and of one whose are not. */
  void addLists(int entries) throws IOException, InterruptedException, ExecutionException {
    List<Pair> pairs = new ArrayList<>();
    for (String kind : List.of("committed", "staged")) {
      StagedBranch.create(fixture, kind, entries);
      if (kind.equals("committed")) {
        fixture.commit(kind);
      }
      requireWholePage(kind);
      pairs.add(
          new Pair(
              requests.pages("s3 ls " + kind, kind, entries),
              List.of(rest.pages("ls " + kind, kind, entries))));
    }
    plans.add(new Plan(ONE, pairs));
  }

  /** A list of nothing would be fast. */
  private void requireWholePage(String branch) throws IOException {
    try (var connection = new HttpConnection(keys.address())) {
      var answer = connection.ask(requests.page(branch).with(0));
      if (answer.body().split("<Key>", -1).length - 1 != StagedBranch.PAGE) {
        throw new IOException(
            "expected a page of %d keys of branch %s, got %d: %.1000s"
                .formatted(StagedBranch.PAGE, branch, answer.status(), answer.body()));
      }
    }
  }

  /**
   * Large objects, which the fixture has one of.
   *
   * @param disk where the limits may have their files; null to do without limits
   */
  void addLarge(@Nullable Path disk) throws IOException {
    List<Subject> uploads = List.of();
    List<Subject> downloads = List.of();
    if (disk != null) {
      directory = LimitDirectory.create(disk, Fixture.BULK_BYTES);
      uploads = List.of(sink(directory, "socket to file", false));
      plans.add(new Plan(ONE, List.of(new Pair(sink(directory, "same with MD5", true), uploads))));
      URI server = start(FileServerProcess.start(directory.bulk()));
      downloads =
          List.of(new SdkDownload("bare Netty", server, keys, SdkClient.PLAIN, "bucket", "key"));
    }
    plans.add(
        new Plan(
            ONE,
            List.of(
                new Pair(upload("SDK put", SdkClient.DEFAULT), uploads),
                new Pair(upload("SDK put, signed", SdkClient.SIGNED), uploads),
                new Pair(upload("SDK put, plain", SdkClient.PLAIN), uploads),
                new Pair(download("SDK get", SdkClient.DEFAULT), downloads),
                new Pair(download("SDK get, plain", SdkClient.PLAIN), downloads))));
  }

  private Subject sink(LimitDirectory folder, String name, boolean digested) throws IOException {
    URI server = start(FileServerProcess.startSink(folder, digested));
    return new SdkUpload(name, server, keys, SdkClient.PLAIN, "bucket", fixture.numbers());
  }

  private URI start(FileServerProcess process) {
    processes.add(process);
    return URI.create("http://127.0.0.1:" + process.address().getPort());
  }

  private Subject upload(String name, SdkClient sdk) {
    return new SdkUpload(name, keys.url(), keys, sdk, fixture.repository(), fixture.numbers());
  }

  private Subject download(String name, SdkClient sdk) {
    return new SdkDownload(
        name, keys.url(), keys, sdk, fixture.repository(), "main/bulk/0000000000");
  }

  @Override
  public void close() throws IOException {
    for (FileServerProcess process : processes) {
      process.close();
    }
    if (directory != null) {
      directory.close();
    }
  }
}
