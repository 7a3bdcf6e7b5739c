package io.anabranch.benchmarks.refs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.model.BranchCreation;
import io.anabranch.sdk.model.Commit;
import io.anabranch.sdk.model.CommitCreation;
import io.anabranch.sdk.model.CommitRecordCreation;
import io.anabranch.sdk.model.RepositoryCreation;
import io.anabranch.versioning.identity.CommitIdentity;
import io.anabranch.versioning.model.CommitId;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/**
 * Writes a repository of many commits and branches, in some lines that are written side by side.
 */
final class History {

  private static final int LINES = 8;

  private final Anabranch server;
  private final String repository;
  private final int commits;
  private final int branches;

  History(Anabranch server, String repository, int commits, int branches) {
    this.server = server;
    this.repository = repository;
    this.commits = commits;
    this.branches = branches;
  }

  void write(RepositoryCreation wanted) {
    server.repositories().createRepository(wanted, null);
    byte[] bytes = "river".getBytes(UTF_8);
    server
        .contents()
        .upload(repository, "main", "river", new ByteArrayInputStream(bytes), bytes.length);
    Commit first =
        server.commits().commit(repository, "main", new CommitCreation().message("first"), null);
    List<CommitId> written =
        IntStream.range(0, LINES)
            .boxed()
            .gather(Gatherers.mapConcurrent(LINES, line -> line(line, first)))
            .flatMap(List::stream)
            .toList();
    long branched =
        IntStream.range(0, branches)
            .boxed()
            .gather(Gatherers.mapConcurrent(LINES, i -> branch(i, written)))
            .count();
    if (branched != branches) {
      throw new IllegalStateException(branched + " branches instead of " + branches);
    }
  }

  private List<CommitId> line(int line, Commit first) {
    List<CommitId> written = new ArrayList<>();
    CommitId parent = new CommitId(first.getId());
    for (int i = 0; i < commits / LINES; i++) {
      parent = record("line %d, commit %d".formatted(line, i), parent, i, first);
      written.add(parent);
    }
    return written;
  }

  private CommitId record(String message, CommitId parent, int number, Commit first) {
    long seconds = first.getCreationDate() + number;
    long generation = first.getGeneration() == null ? 2 : first.getGeneration();
    CommitId id =
        CommitIdentity.of(
            "benchmark", message, first.getMetaRangeId(), seconds, Map.of(), List.of(parent));
    server
        .internal()
        .createCommitRecord(
            repository,
            new CommitRecordCreation()
                .commitId(id.value())
                .version(1)
                .committer("benchmark")
                .message(message)
                .metarangeId(first.getMetaRangeId())
                .creationDate(seconds)
                .parents(List.of(parent.value()))
                .generation(generation + number + 1));
    return id;
  }

  private String branch(int number, List<CommitId> written) {
    var source = written.get((int) ((long) number * written.size() / branches));
    return server
        .branches()
        .createBranch(
            repository, new BranchCreation().name("branch-" + number).source(source.value()));
  }
}
