package io.anabranch.blockstore.gs;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Makes the library's credentials out of what was configured. */
final class GsSignOn {

  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

  private final HttpTransport transport;

  /**
   * @param transport to ask for tokens over
   */
  GsSignOn(HttpTransport transport) {
    this.transport = transport;
  }

  /**
   * @throws BlockstoreException FORBIDDEN when there are none, or they are none
   */
  GoogleCredentials credentials(GsCredentials configured) {
    GoogleCredentials credentials =
        switch (configured) {
          case GsCredentials.Key key ->
              parse("credentials_json", key.json().getBytes(StandardCharsets.UTF_8));
          case GsCredentials.KeyFile file -> parse("The file " + file.file(), read(file.file()));
          case GsCredentials.Machine _ -> offered();
        };
    return credentials.createScopedRequired() ? credentials.createScoped(SCOPE) : credentials;
  }

  private GoogleCredentials offered() {
    try {
      return GoogleCredentials.getApplicationDefault(() -> transport);
    } catch (IOException e) {
      throw forbidden(
          "This machine offers no credentials for Google Cloud Storage; set credentials_file or"
              + " credentials_json",
          e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw forbidden("There is no file " + file + " with credentials; correct its path", e);
    } catch (IOException e) {
      throw forbidden(
          "The file " + file + " with credentials cannot be read; check its permissions", e);
    }
  }

  /** What is wrong is not passed on in words, because the words may quote the key. */
  private GoogleCredentials parse(String place, byte[] json) {
    try (InputStream stream = new ByteArrayInputStream(json)) {
      return GoogleCredentials.fromStream(stream, () -> transport);
    } catch (IOException | RuntimeException e) {
      throw new BlockstoreException(
          Kind.FORBIDDEN,
          place + " holds no key of a service account as Google hands it out; get a new one");
    }
  }

  private static BlockstoreException forbidden(String message, IOException e) {
    return new BlockstoreException(Kind.FORBIDDEN, message, e);
  }
}
