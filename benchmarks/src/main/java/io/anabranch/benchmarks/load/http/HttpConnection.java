package io.anabranch.benchmarks.load.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection, kept alive and opened again when the server closed it. Knows as much of
 * the protocol as a benchmark needs: bodies with a length or in chunks, no trailers, no
 * continuation, no redirects. For one thread at a time; a call blocks until the whole body has
 * arrived.
 */
public final class HttpConnection implements AutoCloseable {

  private static final int READ_BYTES = 256 << 10;
  private static final int MAX_HEAD_BYTES = 32 << 10;

  private final InetSocketAddress server;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES).flip();
  private @Nullable SocketChannel channel;
  private long bodyBytes;
  private Duration retryAfter = Duration.ZERO;

  public HttpConnection(InetSocketAddress server) {
    this.server = server;
  }

  /**
   * Sends a request and throws the body of its answer away.
   *
   * @param request from position to limit, which stay where they are
   * @return the status
   */
  public int exchange(ByteBuffer request) throws IOException {
    return exchange(request, request, 0, null);
  }

  /**
   * Sends a request whose body is one piece many times over.
   *
   * @return the status
   */
  public int exchange(ByteBuffer head, ByteBuffer piece, int pieces) throws IOException {
    return exchange(head, piece, pieces, null);
  }

  /** Sends a request and keeps the body of its answer, which should be small. */
  public Answer ask(ByteBuffer request) throws IOException {
    var body = new StringBuilder();
    int status = exchange(request, request, 0, body);
    return new Answer(status, body.toString());
  }

  /** How long the last answer asked to wait; zero if it did not. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** Length of the body that the last answer had. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /**
   * An answer with its body.
   *
   * @param body as text, one character for each byte
   */
  public record Answer(int status, String body) {}

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  private int exchange(ByteBuffer head, ByteBuffer piece, int pieces, @Nullable StringBuilder body)
      throws IOException {
    SocketChannel open = connected();
    try {
      write(open, head.duplicate());
      for (int i = 0; i < pieces; i++) {
        write(open, piece.duplicate());
      }
      return receive(open, body);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private SocketChannel connected() throws IOException {
    SocketChannel open = channel;
    if (open == null) {
      open = SocketChannel.open();
      open.setOption(StandardSocketOptions.TCP_NODELAY, true);
      open.connect(server);
      channel = open;
      in.position(0).limit(0);
    }
    return open;
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private int receive(SocketChannel open, @Nullable StringBuilder body) throws IOException {
    Head head = readHead(open);
    bodyBytes = 0;
    if (head.chunked()) {
      readChunks(open, body);
    } else {
      readBody(open, head.length(), body);
    }
    if (head.close()) {
      close();
    }
    return head.status();
  }

  private record Head(int status, long length, boolean chunked, boolean close) {}

  private Head readHead(SocketChannel open) throws IOException {
    int status = Integer.parseInt(readLine(open).substring(9, 12));
    retryAfter = Duration.ZERO;
    long length = 0;
    boolean chunked = false;
    boolean close = false;
    for (String line = readLine(open); !line.isEmpty(); line = readLine(open)) {
      if (startsWith(line, "content-length:")) {
        length = Long.parseLong(line.substring(15).strip());
      } else if (startsWith(line, "transfer-encoding:")) {
        chunked = line.toLowerCase(Locale.ROOT).endsWith("chunked");
      } else if (startsWith(line, "retry-after:")) {
        retryAfter = Duration.ofSeconds(Long.parseLong(line.substring(12).strip()));
      } else if (startsWith(line, "connection:")) {
        close = line.toLowerCase(Locale.ROOT).endsWith("close");
      }
    }
    boolean bodiless = status == 204 || status == 304;
    return new Head(status, bodiless ? 0 : length, !bodiless && chunked, close);
  }

  private static boolean startsWith(String line, String header) {
    return line.regionMatches(true, 0, header, 0, header.length());
  }

  private String readLine(SocketChannel open) throws IOException {
    for (int scanned = 0; scanned < MAX_HEAD_BYTES; scanned++) {
      if (in.position() + scanned == in.limit()) {
        fill(open);
      }
      if (in.get(in.position() + scanned) == '\n') {
        byte[] line = new byte[scanned];
        in.get(line).get();
        int length = scanned > 0 && line[scanned - 1] == '\r' ? scanned - 1 : scanned;
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
      }
    }
    throw new IOException("a line of the answer is longer than " + MAX_HEAD_BYTES + " bytes");
  }

  private void readChunks(SocketChannel open, @Nullable StringBuilder body) throws IOException {
    while (true) {
      String line = readLine(open);
      int extension = line.indexOf(';');
      String size = extension < 0 ? line : line.substring(0, extension);
      long length = Long.parseLong(size.strip(), 16);
      readBody(open, length, body);
      readLine(open);
      if (length == 0) {
        return;
      }
    }
  }

  private void readBody(SocketChannel open, long length, @Nullable StringBuilder body)
      throws IOException {
    long rest = length;
    while (rest > 0) {
      if (!in.hasRemaining()) {
        fill(open);
      }
      int taken = (int) Math.min(rest, in.remaining());
      if (body == null) {
        in.position(in.position() + taken);
      } else {
        for (int i = 0; i < taken; i++) {
          body.append((char) (in.get() & 0xff));
        }
      }
      rest -= taken;
    }
    bodyBytes += length;
  }

  /** Adds bytes behind those not read yet. */
  private void fill(SocketChannel open) throws IOException {
    in.compact();
    int read = open.read(in);
    in.flip();
    if (read < 0) {
      throw new EOFException("the server closed the connection");
    }
  }
}
