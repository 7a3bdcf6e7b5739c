package io.anabranch.server.s3gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.s3gateway.signature.TestRequest;
import io.anabranch.server.testing.ApiClient;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * One connection to a server, over which goes exactly what a test says, be it right or not. For use
 * by one thread.
 */
final class Wire implements AutoCloseable {

  private static final int LIMIT_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  Wire(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * What came back.
   *
   * @param headers by names in lower case
   */
  record Answer(int status, Map<String, String> headers, ByteBuffer body) {

    String text() {
      return UTF_8.decode(body.duplicate()).toString();
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    Answer expect(int expected) {
      assertThat(status).as(text()).isEqualTo(expected);
      return this;
    }

    /** The text of an element of the answer's document. */
    String element(String name) {
      return document().getElementsByTagName(name).item(0).getTextContent();
    }

    /** The document of an error of the protocol, which tells nothing of what is inside. */
    Element error() {
      ApiClient.requireDiscreet(text());
      assertThat(header("content-type")).contains("xml");
      Element error = document();
      assertThat(error.getTagName()).isEqualTo("Error");
      assertThat(element("Message")).isNotBlank();
      assertThat(element("RequestId")).isNotBlank().isEqualTo(header("x-amz-request-id"));
      return error;
    }

    Element document() {
      try {
        return DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text())))
            .getDocumentElement();
      } catch (SAXException | IOException | ParserConfigurationException e) {
        throw new AssertionError("no XML: " + text(), e);
      }
    }
  }

  /** Sends a request and reads what is answered, maybe before all was sent. */
  Answer send(TestRequest request) throws IOException {
    try {
      write(bytes(request));
    } catch (SocketException _) {
      // Answered and closed meanwhile: what was answered is there to be read.
    }
    return read(request.method.equals("HEAD"));
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends no more, as a client that died. */
  void end() throws IOException {
    socket.shutdownOutput();
  }

  /** A request as it is sent; a length below 0 is not told. */
  static byte[] bytes(TestRequest request) {
    var head = new StringBuilder(request.method).append(' ').append(request.path);
    if (!request.query.isEmpty()) {
      head.append('?').append(request.query);
    }
    head.append(" HTTP/1.1\r\n");
    request.headers.forEach(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Content-Length")) {
            values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n"));
          }
        });
    if (request.contentLength >= 0) {
      head.append("Content-Length: ").append(request.contentLength).append("\r\n");
    }
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
    all.writeBytes(request.body);
    return all.toByteArray();
  }

  /**
   * The next answer.
   *
   * @throws EOFException when the server closed the connection instead
   */
  Answer read(boolean head) throws IOException {
    int status;
    Map<String, String> headers;
    do {
      status = Integer.parseInt(line().split(" ", 3)[1]);
      headers = headers();
    } while (status == 100);
    boolean bodiless = head || status == 204 || status == 304;
    return new Answer(status, headers, ByteBuffer.wrap(bodiless ? new byte[0] : body(headers)));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (!headers.containsKey("transfer-encoding")) {
      return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    var body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.writeBytes(exactly(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("an answer that was cut off");
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int each = in.read(); each != '\n'; each = in.read()) {
      if (each < 0) {
        throw new EOFException("closed");
      }
      line.write(each);
    }
    return line.toString(UTF_8).strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
