package io.anabranch.benchmarks.load;

import io.anabranch.benchmarks.load.http.RequestTemplate;
import io.anabranch.benchmarks.load.limits.DigestedCopies;
import io.anabranch.benchmarks.load.limits.DurableFiles;
import io.anabranch.benchmarks.load.limits.FileServerProcess;
import io.anabranch.benchmarks.load.limits.LimitDatabase;
import io.anabranch.benchmarks.load.limits.LimitDirectory;
import io.anabranch.benchmarks.load.limits.RowCopies;
import io.anabranch.benchmarks.load.limits.RowInserts;
import io.anabranch.benchmarks.load.limits.RowSelects;
import io.anabranch.benchmarks.load.limits.Sequence;
import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.workloads.BulkDownload;
import io.anabranch.benchmarks.load.workloads.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The limits that can be measured here: those whose database or disk was named. */
final class Limits implements AutoCloseable {

  private @Nullable LimitDatabase database;
  private @Nullable LimitDirectory directory;
  private @Nullable FileServerProcess fileServer;

  private List<Subject> inserts = List.of();
  private List<Subject> selects = List.of();
  private List<Subject> files = List.of();
  private List<Subject> insertsThenFiles = List.of();
  private List<Subject> copies = List.of();
  private List<Subject> syncedCopies = List.of();
  private List<Subject> downloads = List.of();

  private Limits() {}

  static Limits open(@Nullable String databaseUrl, @Nullable Path disk, boolean bulk)
      throws IOException, SQLException {
    var limits = new Limits();
    try {
      if (databaseUrl != null) {
        limits.useDatabase(LimitDatabase.open(databaseUrl));
      }
      if (disk != null) {
        limits.useDirectory(LimitDirectory.create(disk, Fixture.BULK_BYTES), bulk);
      }
      return limits;
    } catch (IOException | SQLException e) {
      limits.close();
      throw e;
    }
  }

  List<Subject> inserts() {
    return inserts;
  }

  List<Subject> selects() {
    return selects;
  }

  /** What bounds an upload: both, and at one client also their sum. */
  List<Subject> uploads() {
    return Stream.concat(inserts.stream(), files.stream()).toList();
  }

  /** A row and then a file by the same client, for latencies. */
  List<Subject> insertsThenFiles() {
    return insertsThenFiles;
  }

  /** What bounds a commit of so many entries; it takes both the database and the disk. */
  List<Subject> commits(int entries) {
    return database == null || directory == null
        ? List.of()
        : List.of(new RowCopies(database, directory, entries));
  }

  List<Subject> copies() {
    return copies;
  }

  /** The same with the disk waited for: shown, but no bar. */
  List<Subject> syncedCopies() {
    return syncedCopies;
  }

  List<Subject> downloads() {
    return downloads;
  }

  @Override
  public void close() throws IOException, SQLException {
    if (fileServer != null) {
      fileServer.close();
    }
    if (directory != null) {
      directory.close();
    }
    if (database != null) {
      database.close();
    }
  }

  private void useDatabase(LimitDatabase opened) {
    database = opened;
    inserts = List.of(new RowInserts(opened));
    selects = List.of(new RowSelects(opened));
  }

  private void useDirectory(LimitDirectory created, boolean bulk) throws IOException {
    directory = created;
    files = List.of(new DurableFiles(created));
    if (!inserts.isEmpty()) {
      insertsThenFiles = List.of(new Sequence("insert+file", inserts.getFirst(), files.getFirst()));
    }
    if (bulk) {
      copies = List.of(new DigestedCopies(created, Fixture.BULK_BYTES, false));
      syncedCopies = List.of(new DigestedCopies(created, Fixture.BULK_BYTES, true));
      fileServer = FileServerProcess.start(created.bulk());
      var request = RequestTemplate.head("GET /", "Host: localhost\r\n", 0);
      downloads = List.of(new BulkDownload("bare Netty", fileServer.address(), request));
    }
  }
}
