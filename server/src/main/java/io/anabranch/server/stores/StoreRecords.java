package io.anabranch.server.stores;

import java.util.Map;
import java.util.function.Consumer;

/** What the database remembers of stores between starts. */
public interface StoreRecords {

  /** Visits every repository, those being deleted included, in the order of their names. */
  void forEachRepository(Consumer<RepositoryBinding> visitor);

  /** Storage id to the location it had at first use; the id is empty for a single store. */
  Map<String, String> listLocations();

  /** Remembers a location in place of any earlier one. */
  void recordLocation(String storageId, String location);
}
