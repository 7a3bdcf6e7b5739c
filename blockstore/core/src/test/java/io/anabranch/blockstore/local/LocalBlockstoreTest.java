package io.anabranch.blockstore.local;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalBlockstoreTest extends BlockstoreContract {

  @TempDir Path directory;

  @Override
  protected Blockstore openStore() {
    return LocalBlockstore.open(LocalSettings.durable(directory.resolve("store")));
  }
}
