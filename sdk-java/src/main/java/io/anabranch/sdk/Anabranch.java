package io.anabranch.sdk;

import io.anabranch.sdk.api.ActionsApi;
import io.anabranch.sdk.api.AuditApi;
import io.anabranch.sdk.api.AuthApi;
import io.anabranch.sdk.api.BranchesApi;
import io.anabranch.sdk.api.ClonesApi;
import io.anabranch.sdk.api.CommitsApi;
import io.anabranch.sdk.api.ConfigApi;
import io.anabranch.sdk.api.ExperimentalApi;
import io.anabranch.sdk.api.HealthCheckApi;
import io.anabranch.sdk.api.HistoryApi;
import io.anabranch.sdk.api.ImportApi;
import io.anabranch.sdk.api.InternalApi;
import io.anabranch.sdk.api.MetadataApi;
import io.anabranch.sdk.api.ObjectsApi;
import io.anabranch.sdk.api.PullsApi;
import io.anabranch.sdk.api.QuotasApi;
import io.anabranch.sdk.api.RefsApi;
import io.anabranch.sdk.api.RepositoriesApi;
import io.anabranch.sdk.api.StagingApi;
import io.anabranch.sdk.api.StoresApi;
import io.anabranch.sdk.api.TagsApi;
import io.anabranch.sdk.api.TriggersApi;
import java.net.URI;

/**
 * A connection to one server of the API, as one user. Thread-safe; make one and share it.
 *
 * <pre>{@code
 * try (var anabranch = Anabranch.connect("http://127.0.0.1:8000", key, secret)) {
 *   anabranch.branches().createBranch("rivers", new BranchCreation().name("dev").source("main"));
 *   anabranch.contents().upload("rivers", "dev", "rhine.csv", Path.of("rhine.csv"));
 *   anabranch.commits().commit("rivers", "dev", new CommitCreation().message("the Rhine"), null);
 *   anabranch.refs().mergeIntoBranch("rivers", "dev", "main", new Merge());
 * }
 * }</pre>
 *
 * Every operation throws an {@link AnabranchException} when the server refuses or does not answer.
 */
public final class Anabranch implements AutoCloseable {

  /** Operations of the lakeFS API. */
  private static final String LAKEFS = "/api/v1";

  /** Operations of our own. */
  private static final String OWN = "/api/anabranch/v1";

  private final Connection connection;
  private final RestClient lakefs;
  private final RestClient own;

  private Anabranch(Connection connection, String server, String lakefsPath) {
    this.connection = connection;
    this.lakefs = new RestClient(connection, server + lakefsPath);
    this.own = lakefs.at(server + OWN);
  }

  /**
   * @param url where the server is, such as {@code http://127.0.0.1:8000}; if it has a path, that
   *     is taken for the one of the lakeFS API
   * @throws IllegalArgumentException if it is no URL of http or https
   */
  public static Anabranch connect(String url, String accessKeyId, String secretAccessKey) {
    return connect(url, accessKeyId, secretAccessKey, Retries.DEFAULT);
  }

  /** As {@link #connect(String, String, String)}, with retries of one's own. */
  public static Anabranch connect(
      String url, String accessKeyId, String secretAccessKey, Retries retries) {
    URI uri = serverUri(url);
    String path = uri.getRawPath().replaceAll("/+$", "");
    String server = uri.getScheme() + "://" + uri.getRawAuthority();
    return new Anabranch(
        new Connection(accessKeyId, secretAccessKey, retries, uri.getScheme().equals("http")),
        server,
        path.isEmpty() ? LAKEFS : path);
  }

  private static URI serverUri(String url) {
    URI uri = URI.create(url.strip());
    boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!isHttp || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "not the URL of a server: " + url + " (expected, for example, http://127.0.0.1:8000)");
    }
    return uri;
  }

  /** The bytes of objects. */
  public Contents contents() {
    return new Contents(connection, lakefs);
  }

  /** The bytes of objects, past the server. */
  public LinkedContents links() {
    return new LinkedContents(connection, this);
  }

  public RepositoriesApi repositories() {
    return new RepositoriesApi(lakefs);
  }

  public BranchesApi branches() {
    return new BranchesApi(lakefs);
  }

  public TagsApi tags() {
    return new TagsApi(lakefs);
  }

  public CommitsApi commits() {
    return new CommitsApi(lakefs);
  }

  /** Log, diff and merge. */
  public RefsApi refs() {
    return new RefsApi(lakefs);
  }

  /** The properties of objects; for their bytes see {@link #contents()}. */
  public ObjectsApi objects() {
    return new ObjectsApi(lakefs);
  }

  public StagingApi staging() {
    return new StagingApi(lakefs);
  }

  public ImportApi imports() {
    return new ImportApi(lakefs);
  }

  public MetadataApi metadata() {
    return new MetadataApi(lakefs);
  }

  public ActionsApi actions() {
    return new ActionsApi(lakefs);
  }

  public PullsApi pulls() {
    return new PullsApi(lakefs);
  }

  public AuthApi auth() {
    return new AuthApi(lakefs);
  }

  public ConfigApi config() {
    return new ConfigApi(lakefs);
  }

  public HealthCheckApi healthCheck() {
    return new HealthCheckApi(lakefs);
  }

  public InternalApi internal() {
    return new InternalApi(lakefs);
  }

  public ExperimentalApi experimental() {
    return new ExperimentalApi(lakefs);
  }

  /** Running and checking actions on demand. */
  public TriggersApi triggers() {
    return new TriggersApi(own);
  }

  /** Copies of whole repositories. */
  public ClonesApi clones() {
    return new ClonesApi(own);
  }

  /** What refs were. */
  public HistoryApi history() {
    return new HistoryApi(own);
  }

  /** The stores of the server. */
  public StoresApi stores() {
    return new StoresApi(own);
  }

  /** Who did what. */
  public AuditApi audit() {
    return new AuditApi(own);
  }

  /** How much users, repositories and stores may take. */
  public QuotasApi quotas() {
    return new QuotasApi(own);
  }

  /** Ends what is under way and lets go of the connections. */
  @Override
  public void close() {
    connection.close();
  }
}
