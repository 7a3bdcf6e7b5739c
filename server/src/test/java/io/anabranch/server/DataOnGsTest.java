package io.anabranch.server;

import io.anabranch.blockstore.gs.FakeGcs;

/** Repositories whose store is Google Cloud Storage. */
class DataOnGsTest extends RemoteDataContract<FakeGcs> {

  @Override
  FakeGcs startStore() {
    FakeGcs store = FakeGcs.start();
    store.createBucket("lake");
    return store;
  }

  @Override
  String stores(FakeGcs store, String wrongSecret) {
    return """
        - id: lake
          type: gs
          start: eager
          default_namespace_prefix: gs://lake
          gs: { test_endpoint_url: %1$s, credentials_json: '%2$s' }
        - id: locked
          type: gs
          gs: { s3_endpoint: %1$s, credentials_json: %3$s }
    """
        .formatted(store.mended(), FakeGcs.key().replace("\n", ""), wrongSecret);
  }

  @Override
  String namespaces() {
    return "gs://lake/";
  }

  @Override
  String diagnosis() {
    return "credentials_json holds no key of a service account";
  }

  @Override
  String place(FakeGcs store) {
    return store.mended() + "/lake/";
  }
}
