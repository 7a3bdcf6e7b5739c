package io.anabranch.server;

import io.anabranch.blockstore.azure.AzuriteServer;
import io.anabranch.server.testing.Link;

/** Repositories whose store is an account of Azure Blob Storage. */
class DataOnAzureTest extends RemoteDataContract<AzuriteServer> {

  @Override
  AzuriteServer startStore() {
    AzuriteServer store = AzuriteServer.start();
    store.createContainer("lake");
    return store;
  }

  @Override
  String stores(AzuriteServer store, String wrongSecret) {
    return store("lake", store, AzuriteServer.KEY) + store("locked", store, wrongSecret);
  }

  private static String store(String id, AzuriteServer at, String key) {
    return """
        - id: %s
          type: azure
          azure:
            storage_account: %s
            storage_access_key: %s
            test_endpoint_url: %s
    """
        .formatted(id, AzuriteServer.ACCOUNT, key, at.endpoint());
  }

  @Override
  String namespaces() {
    return "https://" + AzuriteServer.ACCOUNT + ".blob.core.windows.net/lake/";
  }

  @Override
  String diagnosis() {
    return "refuses these credentials";
  }

  @Override
  String place(AzuriteServer store) {
    return store.endpoint() + "/lake/";
  }

  /** The service tells no ETag of a block, so those links are this server's. */
  @Override
  boolean linksParts() {
    return false;
  }

  @Override
  String put(Link link, byte[] bytes) {
    return link.put(bytes, "x-ms-blob-type", "BlockBlob").expect(201).header("ETag");
  }
}
