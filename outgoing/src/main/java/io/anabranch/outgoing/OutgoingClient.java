package io.anabranch.outgoing;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * Asks URLs that somebody else chose. Connects to the very addresses that the rules were asked
 * about, under the name and certificate of the host; follows up to {@value #MAXIMUM_REDIRECTS}
 * redirects, each checked like the first URL, none from https to http. Uses no proxy, keeps no
 * cookies and repeats nothing. Safe for use by many threads; calls block.
 */
public final class OutgoingClient implements AutoCloseable {

  public static final int MAXIMUM_REDIRECTS = 5;

  private static final Set<Integer> REDIRECTS =
      Set.of(
          HttpStatus.SC_MOVED_PERMANENTLY,
          HttpStatus.SC_MOVED_TEMPORARILY,
          HttpStatus.SC_SEE_OTHER,
          HttpStatus.SC_TEMPORARY_REDIRECT,
          HttpStatus.SC_PERMANENT_REDIRECT);

  /** Those after which the request is repeated as it is, whatever its method. */
  private static final Set<Integer> REPEATING =
      Set.of(HttpStatus.SC_TEMPORARY_REDIRECT, HttpStatus.SC_PERMANENT_REDIRECT);

  private final CloseableHttpClient client;
  private final AddressRules rules;

  private OutgoingClient(CloseableHttpClient client, AddressRules rules) {
    this.client = client;
    this.rules = rules;
  }

  /** Connects to nothing yet. */
  public static OutgoingClient open(OutgoingSettings settings) {
    return open(settings, Names.SYSTEM, SSLContexts.createSystemDefault());
  }

  /** For tests: with names and a trust of their own. */
  static OutgoingClient open(OutgoingSettings settings, Names names, SSLContext trust) {
    CheckedNames checked = new CheckedNames(names, settings.rules());
    TlsSocketStrategy tls = new DefaultClientTlsStrategy(trust);
    return new OutgoingClient(Connections.client(settings, checked, tls), settings.rules());
  }

  /**
   * @return what was answered in the end, whatever its status; to be closed
   * @throws ForbiddenAddressException when the URL, or one redirected to, is not allowed
   * @throws RedirectException when redirects go on, or lead where none may
   * @throws ConnectionsInUseException when there are not enough of them
   * @throws IOException when there is no answer: what Apache's client and the JDK throw
   */
  public OutgoingResponse send(OutgoingRequest request) throws IOException {
    OutgoingRequest current = request;
    for (int redirects = 0; redirects <= MAXIMUM_REDIRECTS; redirects++) {
      OutgoingResponse response = sendOnce(current);
      Optional<String> location = location(response);
      if (location.isEmpty()) {
        return response;
      }
      response.close();
      current =
          current.redirected(
              target(current.url(), location.get()), REPEATING.contains(response.status()));
    }
    throw new RedirectException("it is redirected more than " + MAXIMUM_REDIRECTS + " times");
  }

  private OutgoingResponse sendOnce(OutgoingRequest request) throws IOException {
    URI url = request.url();
    rules.checkForm(url);
    HttpUriRequestBase message = new HttpUriRequestBase(request.method().name(), url);
    message.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    request.headers().forEach(message::setHeader);
    request.privateHeaders().forEach(message::setHeader);
    OutgoingRequest.Body body = request.body();
    if (body != null) {
      message.setEntity(
          new StringEntity(
              body.text(), ContentType.create(body.contentType(), StandardCharsets.UTF_8)));
    }
    HttpHost host = new HttpHost(message.getScheme(), message.getAuthority());
    try {
      return new OutgoingResponse(url, client.executeOpen(host, message, null), message);
    } catch (ConnectionRequestTimeoutException e) {
      throw new ConnectionsInUseException(e);
    } catch (CancellationException e) {
      // So the pool tells of an interrupt.
      throw new IOException("the request was cancelled", e);
    }
  }

  private static Optional<String> location(OutgoingResponse response) {
    return REDIRECTS.contains(response.status())
        ? response.header(HttpHeaders.LOCATION)
        : Optional.empty();
  }

  private URI target(URI from, String location) throws IOException {
    URI target;
    try {
      target = from.resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw new RedirectException("it is redirected to what is no URL");
    }
    rules.checkForm(target);
    if (Origin.of(from).isEncrypted() && !Origin.of(target).isEncrypted()) {
      throw new RedirectException("it is redirected from https to http");
    }
    return target;
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
