package io.anabranch.blockstore.azure;

/** Who to sign on as. */
public sealed interface AzureCredentials {

  /**
   * The account's own key, which may do everything.
   *
   * @param key in Base64
   */
  record Key(String key) implements AzureCredentials {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Key[]";
    }
  }

  /**
   * A shared access signature, for what it allows and as long as it is good.
   *
   * @param token the query string, with or without its question mark
   */
  record Sas(String token) implements AzureCredentials {

    String query() {
      return token.startsWith("?") ? token.substring(1) : token;
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Sas[]";
    }
  }

  /** What the machine offers: environment, workload or managed identity, developer's sign-on. */
  record Machine() implements AzureCredentials {}
}
