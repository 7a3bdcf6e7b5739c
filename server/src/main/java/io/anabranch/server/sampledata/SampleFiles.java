package io.anabranch.server.sampledata;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.commit.CommitRequest;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the sample into a new repository, as a client would. Safe for use by many threads. */
@Singleton
public final class SampleFiles {

  private static final String MESSAGE = "Add sample data";

  private final VersioningEngine engine;
  private final PhysicalAddresses addresses;
  private final InstantSource clock;

  public SampleFiles(VersioningEngine engine, PhysicalAddresses addresses, InstantSource clock) {
    this.engine = engine;
    this.addresses = addresses;
    this.clock = clock;
  }

  /** Writes the files and commits them to the default branch, which must not be protected yet. */
  public void commit(Repository repository, String committer) {
    String branch = repository.defaultBranch();
    files().forEach((path, content) -> upload(repository, branch, path, content));
    engine.commits().commit(repository, branch, new CommitRequest(committer, MESSAGE));
  }

  private static Map<String, byte[]> files() {
    try {
      var files = new LinkedHashMap<String, byte[]>(Penguins.documents());
      files.putAll(Penguins.byIsland());
      files.putAll(Penguins.fieldNotesBySeason());
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void upload(Repository repository, String branch, String path, byte[] content) {
    String address = addresses.mint();
    Resolved target = addresses.resolve(repository.location(), address, AddressType.RELATIVE);
    StoreFailures.translating(
        target.store(),
        () ->
            target
                .store()
                .blockstore()
                .put(target.address(), Content.of(content), PutOptions.REPLACE));
    var entry =
        new Entry(
            address,
            AddressType.RELATIVE,
            clock.instant(),
            content.length,
            md5(content),
            Map.of(),
            path.endsWith(".md") ? "text/markdown" : "text/csv");
    engine.entries().stage(repository, branch, path, entry);
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
