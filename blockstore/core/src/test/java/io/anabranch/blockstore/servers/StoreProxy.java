package io.anabranch.blockstore.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a server under test and a store on this machine, and makes the store misbehave.
 */
public final class StoreProxy implements AutoCloseable {

  /** What becomes of connections. Those that are open when it changes are cut. */
  public enum Mode {
    /** Bytes pass. */
    PASS,
    /** They are accepted and never answered. */
    HANG,
    /** Every request is told to slow down, in the words of S3. */
    SLOW_DOWN,
    /** They are closed at once. */
    REFUSE
  }

  private static final String SLOW_DOWN_BODY =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
          + "<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>";

  private static final byte[] SLOW_DOWN =
      ("HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n"
              + "Content-Length: "
              + SLOW_DOWN_BODY.length()
              + "\r\n\r\n"
              + SLOW_DOWN_BODY)
          .getBytes(US_ASCII);

  private final ServerSocket listener;
  private final URI target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile Mode mode = Mode.PASS;

  /**
   * @param target plain HTTP, on this machine
   */
  public StoreProxy(URI target) {
    this(target, 0);
  }

  /** At a port of this machine. */
  public StoreProxy(URI target, int port) {
    this.target = target;
    try {
      this.listener = new ServerSocket(port, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** What to configure instead of the store's own. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  public void set(Mode mode) {
    this.mode = mode;
    sockets.forEach(StoreProxy::close);
  }

  /** How many connections came since the start. */
  public int accepted() {
    return accepted.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        accepted.incrementAndGet();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // The listener was closed, or a client gave up before it was accepted.
      }
    }
  }

  private void serve(Socket client) {
    try {
      switch (mode) {
        case PASS -> join(client);
        case HANG -> {} // Held until the mode changes.
        case SLOW_DOWN -> refuse(client);
        case REFUSE -> client.close();
      }
    } catch (IOException e) {
      close(client);
    }
  }

  private void join(Socket client) throws IOException {
    Socket server = new Socket(target.getHost(), target.getPort());
    sockets.add(server);
    Thread.ofVirtual().start(() -> copy(client, server));
    copy(server, client);
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other direction has closed both, or the mode has changed.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  /** Hears the request out as far as it goes, so that the client reads the answer. */
  private void refuse(Socket client) throws IOException {
    try (client) {
      InputStream in = client.getInputStream();
      OutputStream out = client.getOutputStream();
      int ended = 0;
      for (int b = in.read(); b >= 0 && ended < 4; b = ended < 4 ? in.read() : b) {
        ended = b == (ended % 2 == 0 ? '\r' : '\n') ? ended + 1 : 0;
      }
      out.write(SLOW_DOWN);
      out.flush();
      client.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    } finally {
      sockets.remove(client);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(StoreProxy::close);
  }
}
