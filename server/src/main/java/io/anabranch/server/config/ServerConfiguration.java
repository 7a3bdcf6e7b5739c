package io.anabranch.server.config;

/**
 * Everything the operator may set, defaults filled in and checked as a whole.
 *
 * @param ensureReadableRootNamespace whether a new repository also looks for the marker that old
 *     servers wrote into the root of a storage namespace
 */
public record ServerConfiguration(
    ListenAddress listenAddress,
    TlsSettings tls,
    LoggingSettings logging,
    DatabaseSettings database,
    AuthSettings auth,
    StoresSettings stores,
    CommittedSettings committed,
    InstallationSettings installation,
    S3GatewaySettings s3Gateway,
    LinkSettings links,
    ActionSettings actions,
    HistorySettings history,
    EventSettings events,
    AuditSettings audit,
    boolean ensureReadableRootNamespace) {

  static ServerConfiguration read(Section root) {
    ListenAddress listenAddress =
        root.value(
            "listen_address",
            Kinds.ADDRESS,
            new ListenAddress("127.0.0.1", 8000),
            "Where to accept connections. Write 0.0.0.0:8000 to be reached from other machines.");
    TlsSettings tls = TlsSettings.read(root.section("tls"));
    LoggingSettings logging = LoggingSettings.read(root.section("logging"));
    DatabaseSettings database = DatabaseSettings.read(root.section("database"));
    AuthSettings auth = AuthSettings.read(root.section("auth"));
    StoresSettings stores = StoresSettings.read(root, auth.keys());
    CommittedSettings committed = CommittedSettings.read(root.section("committed"));
    InstallationSettings installation = InstallationSettings.read(root.section("installation"));
    S3GatewaySettings s3 =
        S3GatewaySettings.read(root.section("gateways").section("s3"), listenAddress);
    LinkSettings links = LinkSettings.read(root.section("links"));
    ActionSettings actions = ActionSettings.read(root.section("actions"));
    HistorySettings history = HistorySettings.read(root.section("ref_history"));
    EventSettings events = EventSettings.read(root.section("events"));
    AuditSettings audit = AuditSettings.read(root.section("audit"));
    boolean ensureReadableRoot = readGraveler(root.section("graveler"));
    ignoreKeysOfThePeer(root);
    return new ServerConfiguration(
        listenAddress,
        tls,
        logging,
        database,
        auth,
        stores,
        committed,
        installation,
        s3,
        links,
        actions,
        history,
        events,
        audit,
        ensureReadableRoot);
  }

  /** The same, with other stores. */
  public ServerConfiguration withStores(StoresSettings others) {
    return new ServerConfiguration(
        listenAddress,
        tls,
        logging,
        database,
        auth,
        others,
        committed,
        installation,
        s3Gateway,
        links,
        actions,
        history,
        events,
        audit,
        ensureReadableRootNamespace);
  }

  private static boolean readGraveler(Section graveler) {
    String own = "the server chooses by itself";
    graveler.ignored("batch_dbio_transaction_markers", own);
    graveler.ignored("compaction_sensor_threshold", own);
    graveler.ignored("repository_cache", own);
    graveler.ignored("commit_cache", own);
    graveler.ignored("background", own);
    graveler.ignored("max_batch_delay", "writers are never delayed to be batched");
    graveler.ignored("branch_ownership", "commits to one branch always queue");
    return graveler.value(
        "ensure_readable_root_namespace",
        Kinds.FLAG,
        true,
        "Whether a new repository also looks for the marker of old servers in the root of its"
            + " storage namespace.");
  }

  private static void ignoreKeysOfThePeer(Section root) {
    root.ignored("ugc", "a list for collectors ends after 20 MiB or a minute");
    root.ignored("stats", "this server sends nothing to anybody");
    root.ignored("email_subscription", "this server sends nothing to anybody");
    root.ignored("security", "this server does not look for new versions");
    root.ignored("usage_report", "calls are counted, and recorded every five minutes");
    root.ignored("ui", "this build has no web pages");
  }
}
