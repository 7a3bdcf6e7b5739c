package io.anabranch.blockstore.gs;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import com.google.auth.ServiceAccountSigner;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.common.hash.Hashing;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Google's clients over one pool of connections. They send each request once: whether it is
 * repeated is the business of layers.
 */
final class GsConnection implements AutoCloseable {

  private static final String APPLICATION = "anabranch";
  private static final String ENCRYPTION = "x-goog-encryption-";
  private static final String SOURCE_ENCRYPTION = "x-goog-copy-source-encryption-";

  private final GsSettings settings;
  private final GsFailures failures;
  private final HttpTransport transport;
  private final Storage catalogue;
  private final Storage data;
  private final Optional<ServiceAccountSigner> signer;

  private GsConnection(
      GsSettings settings,
      HttpTransport transport,
      Optional<GoogleCredentials> credentials,
      Optional<GoogleCredentials> dataCredentials) {
    this.settings = settings;
    this.failures = new GsFailures(settings);
    this.transport = transport;
    this.catalogue = client(credentials);
    this.data = client(dataCredentials);
    this.signer =
        dataCredentials
            .filter(ServiceAccountSigner.class::isInstance)
            .map(ServiceAccountSigner.class::cast);
  }

  static GsConnection open(GsSettings settings, HttpTransport transport) {
    GsSignOn signOn = new GsSignOn(transport);
    // What a machine offers is of no use to a stand-in, and takes a while to find out.
    Optional<GoogleCredentials> credentials =
        settings.emulator() && settings.credentials() instanceof GsCredentials.Machine
            ? Optional.empty()
            : Optional.of(signOn.credentials(settings.credentials()));
    return new GsConnection(
        settings,
        transport,
        credentials,
        settings.dataCredentials().map(signOn::credentials).or(() -> credentials));
  }

  private Storage client(Optional<GoogleCredentials> credentials) {
    return new Storage.Builder(
            transport, GsonFactory.getDefaultInstance(), initializer(credentials))
        .setRootUrl(settings.endpoint() + "/")
        .setApplicationName(APPLICATION)
        .build();
  }

  private HttpRequestInitializer initializer(Optional<GoogleCredentials> credentials) {
    Optional<HttpCredentialsAdapter> authentication =
        credentials.filter(_ -> !settings.emulator()).map(HttpCredentialsAdapter::new);
    return request -> {
      request.setConnectTimeout((int) settings.connectTimeout().toMillis());
      request.setReadTimeout((int) settings.socketTimeout().toMillis());
      request.setNumberOfRetries(0);
      // The log would show the key to encrypt with.
      request.setLoggingEnabled(false);
      request.setCurlLoggingEnabled(false);
      if (authentication.isPresent()) {
        authentication.get().initialize(request);
      }
    };
  }

  GsSettings settings() {
    return settings;
  }

  GsFailures failures() {
    return failures;
  }

  HttpTransport transport() {
    return transport;
  }

  /** For what is known of objects. */
  Storage catalogue() {
    return catalogue;
  }

  /** For objects themselves. */
  Storage data() {
    return data;
  }

  /** Who can sign links; empty when the credentials are of a kind that cannot. */
  Optional<ServiceAccountSigner> signer() {
    return signer;
  }

  /** The key that the store is asked to encrypt with, by name. */
  Optional<String> managedKey() {
    return settings.encryption() instanceof GsEncryption.Managed managed
        ? Optional.of(managed.keyName())
        : Optional.empty();
  }

  /** Adds the key that objects are encrypted with, if it comes with requests. */
  void encrypt(AbstractGoogleClientRequest<?> request) {
    encrypt(request.getRequestHeaders(), ENCRYPTION);
  }

  void encrypt(HttpRequest request) {
    encrypt(request.getHeaders(), ENCRYPTION);
  }

  /** Likewise for the object that is copied. */
  void encryptSource(AbstractGoogleClientRequest<?> request) {
    encrypt(request.getRequestHeaders(), SOURCE_ENCRYPTION);
  }

  private void encrypt(HttpHeaders headers, String prefix) {
    if (settings.encryption() instanceof GsEncryption.Supplied supplied) {
      byte[] key = Base64.getDecoder().decode(supplied.keyBase64());
      byte[] digest = Hashing.sha256().hashBytes(key).asBytes();
      headers.set(prefix + "algorithm", "AES256");
      headers.set(prefix + "key", supplied.keyBase64());
      headers.set(prefix + "key-sha256", Base64.getEncoder().encodeToString(digest));
    }
  }

  /** Something that asks the store. */
  interface Call<T> {
    T make() throws IOException;
  }

  /**
   * Makes a call.
   *
   * @throws BlockstoreException what the store says in the words of the port
   */
  <T> T ask(GsAction action, Call<T> call) {
    try {
      return call.make();
    } catch (IOException e) {
      throw failures.translate(action, e);
    }
  }

  /** Likewise, for a call that is answered by the description of an object. */
  ObjectInfo describe(GsAction action, PhysicalAddress address, Call<StorageObject> call) {
    StorageObject object = ask(action, call);
    if (!GsObjects.isDescribed(object)) {
      throw failures.failure(action, GsFailures.notGoogle(), null);
    }
    return GsObjects.of(address, object);
  }

  @Override
  public void close() {
    try {
      transport.shutdown();
    } catch (IOException e) {
      throw new BlockstoreException(
          Kind.UNAVAILABLE, "Connections to " + settings.place() + " could not be closed", e);
    }
  }
}
