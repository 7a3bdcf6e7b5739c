package io.anabranch.refs;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.NotFoundException;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.api.RepositoriesApi;
import io.anabranch.sdk.model.RefList;
import io.anabranch.sdk.model.RefsRestore;
import io.anabranch.sdk.model.Repository;
import io.anabranch.sdk.model.RepositoryCreation;
import io.anabranch.sdk.model.RepositoryDumpStatus;
import io.anabranch.sdk.model.RepositoryList;
import io.anabranch.sdk.model.RepositoryRestoreStatus;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.refsdump.RefsDump;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The repositories of a server, and what it does with the refs of a whole one. */
final class ServerRepositories {

  private final Anabranch server;
  private final RepositoriesApi api;

  ServerRepositories(Anabranch server) {
    this.server = server;
    this.api = server.repositories();
  }

  Optional<Repository> find(String name) {
    try {
      return Optional.of(api.getRepository(name));
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }

  /** In the order of their names. */
  Stream<Repository> all() {
    return Pages.of(
        after -> api.listRepositories("", after, Pages.LARGEST, ""),
        RepositoryList::getResults,
        RepositoryList::getPagination);
  }

  /** Has neither branches nor tags; that it has no commits either only a restore can tell. */
  boolean isBare(String name) {
    RefList branches = server.branches().listBranches(name, "", "", 1, true);
    return branches.getResults().isEmpty()
        && server.tags().listTags(name, "", "", 1).getResults().isEmpty();
  }

  /** Writes the refs to the store. */
  RefsDump dump(String name) {
    String task = api.dumpSubmit(name).getId();
    RepositoryDumpStatus end =
        ServerTask.await(() -> api.dumpStatus(name, task), RepositoryDumpStatus::getDone);
    var refs = end.getRefs();
    if (end.getError() != null || refs == null) {
      throw new RefsException("the server could not dump the refs: " + end.getError());
    }
    return new RefsDump(
        new MetaRangeId(refs.getCommitsMetaRangeId()),
        new MetaRangeId(refs.getTagsMetaRangeId()),
        new MetaRangeId(refs.getBranchesMetaRangeId()));
  }

  /** One without commits, which writes nothing to the store. */
  void createBare(Definition repository) {
    var wanted =
        new RepositoryCreation()
            .name(repository.name())
            .storageNamespace(repository.storageNamespace())
            .defaultBranch(repository.defaultBranch());
    if (!repository.storageId().isEmpty()) {
      wanted.storageId(repository.storageId());
    }
    var _ = api.createRepository(wanted, true);
  }

  /** Fills a bare repository: with everything or with nothing. */
  void restore(Manifest manifest) {
    String name = manifest.name();
    var refs =
        new RefsRestore()
            .commitsMetaRangeId(manifest.refs().commits().value())
            .tagsMetaRangeId(manifest.refs().tags().value())
            .branchesMetaRangeId(manifest.refs().branches().value());
    String task = api.restoreSubmit(name, refs).getId();
    RepositoryRestoreStatus end =
        ServerTask.await(() -> api.restoreStatus(name, task), RepositoryRestoreStatus::getDone);
    if (end.getError() != null) {
      throw new RefsException("the server could not restore the refs: " + end.getError());
    }
  }

  /** Deletes the definition; the data stays. */
  void delete(String name) {
    api.deleteRepository(name, null);
  }

  static Place place(Repository repository) {
    return Place.of(
        Objects.requireNonNullElse(repository.getStorageId(), ""),
        repository.getStorageNamespace());
  }
}
