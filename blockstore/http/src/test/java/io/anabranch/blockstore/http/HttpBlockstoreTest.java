package io.anabranch.blockstore.http;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.time.Clock;

class HttpBlockstoreTest extends BlockstoreContract {

  @Override
  protected Blockstore openStore() {
    return ServedStore.over(WebServer.start(new MemoryBlockstore(1 << 30, Clock.systemUTC())));
  }

  @Override
  protected String container() {
    return "";
  }

  @Override
  protected int listings() {
    return 20;
  }
}
