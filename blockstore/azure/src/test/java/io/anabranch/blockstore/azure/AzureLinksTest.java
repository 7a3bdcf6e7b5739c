package io.anabranch.blockstore.azure;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.PresignContract;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AzureLinksTest extends PresignContract {

  private static AzuriteServer server;
  private static int containers;

  private String container = "";

  @BeforeAll
  static void startServer() {
    server = AzuriteServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected Blockstore openStore() {
    container = "container-" + containers++;
    server.createContainer(container);
    return AzureBlockstore.open(server.settings(), Clock.systemUTC());
  }

  @Override
  protected String container() {
    return container;
  }

  @Override
  protected Map<String, String> putHeaders() {
    return Map.of("x-ms-blob-type", "BlockBlob");
  }

  @Override
  protected Set<LinkFault> linkFaults() {
    return EnumSet.of(LinkFault.NO_REFUSED_RANGE);
  }
}
