package io.anabranch.server.wiring;

import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.RepositoryTable;
import io.anabranch.server.postgres.StoreTable;
import io.anabranch.server.postgres.StoreTable.RecordedStore;
import io.anabranch.server.stores.RepositoryBinding;
import io.anabranch.server.stores.StoreRecords;
import io.anabranch.versioning.model.Repository;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the database remembers of stores. */
final class DatabaseStoreRecords implements StoreRecords {

  private static final int PAGE = 1_000;

  private final RepositoryTable repositories;
  private final StoreTable stores;

  DatabaseStoreRecords(Database database) {
    this.repositories = new RepositoryTable(database);
    this.stores = new StoreTable(database);
  }

  @Override
  public void forEachRepository(Consumer<RepositoryBinding> visitor) {
    String after = "";
    List<Repository> page;
    do {
      page = repositories.list("", "", after, PAGE);
      for (Repository repository : page) {
        var location = repository.location();
        visitor.accept(
            new RepositoryBinding(
                repository.name(), location.storageId(), location.storageNamespace()));
        after = repository.name();
      }
    } while (page.size() == PAGE);
  }

  @Override
  public Map<String, String> listLocations() {
    return stores.list().stream()
        .collect(Collectors.toMap(RecordedStore::id, RecordedStore::location));
  }

  @Override
  public boolean recordLocation(String storageId, @Nullable String earlier, String location) {
    return earlier == null
        ? stores.add(new RecordedStore(storageId, location))
        : stores.move(new RecordedStore(storageId, earlier), location);
  }
}
