package io.anabranch.server.stores;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the database remembers of stores between starts. */
public interface StoreRecords {

  /** Visits every repository, those being deleted included, in the order of their names. */
  void forEachRepository(Consumer<RepositoryBinding> visitor);

  /** Storage id to the location it had at first use; the id is empty for a single store. */
  Map<String, String> listLocations();

  /**
   * Remembers a location in place of an earlier one.
   *
   * @param earlier as last listed; null when there was none
   * @return false when another server has recorded something else meanwhile: that stays
   */
  boolean recordLocation(String storageId, @Nullable String earlier, String location);
}
