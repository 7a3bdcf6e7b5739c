package io.anabranch.server.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.MigratedDatabase;
import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.postgres.MultipartTable.Description;
import io.anabranch.server.postgres.MultipartTable.Place;
import io.anabranch.server.postgres.MultipartTable.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UncommittedUploadsTest {

  @Test
  void everyUploadThatIsUnderWayIsListed() {
    try (MigratedDatabase migrated = new MigratedDatabase()) {
      var table = new MultipartTable(migrated.database());
      var uploads = new UncommittedUploads(table);
      var repository = migrated.repository();
      List<String> found = new ArrayList<>();
      assertThat(uploads.list(repository, 1, file -> found.addAll(addresses(file)))).isFalse();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 1200; i++) {
        String id = "%04d".formatted(i);
        table.begin(
            id,
            new Place(repository.id(), "main", "path " + i % 7),
            new Stored(repository.location(), "data/" + id, "store"),
            "ada",
            new Description("", new TreeMap<>(), Optional.empty(), Optional.empty()));
        if (i % 100 == 0) {
          table.abort(id);
        } else {
          expected.add("data/" + id);
        }
      }
      assertThat(uploads.list(repository, 1, file -> found.addAll(addresses(file)))).isTrue();
      assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static List<String> addresses(AddressFile file) {
    return Addresses.of(file.toBytes());
  }
}
