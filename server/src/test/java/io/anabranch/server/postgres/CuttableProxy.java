package io.anabranch.server.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Passes bytes between clients and a server on this machine, as long as the line is up. */
public final class CuttableProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean up = true;
  private volatile String lastWord = "";
  private volatile String heldWord = "";
  private volatile CountDownLatch released = new CountDownLatch(0);

  public CuttableProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Ends all connections and refuses new ones. */
  public void cut() {
    up = false;
    sockets.forEach(CuttableProxy::close);
  }

  /** A connection whose client says this is cut at the answer: the server has heard it. */
  public void cutAtAnswerTo(String word) {
    lastWord = word;
  }

  /** The answer to a client who says this waits until it is released, and what follows it too. */
  public void holdAnswersTo(String word) {
    released = new CountDownLatch(1);
    heldWord = word;
  }

  public void release() {
    heldWord = "";
    released.countDown();
  }

  public void restore() {
    lastWord = "";
    up = true;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (up) {
          join(client);
        } else {
          client.close();
        }
      } catch (IOException e) {
        // A socket that fails here is one that the test has cut.
      }
    }
  }

  private void join(Socket client) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(client);
    sockets.add(server);
    if (!up) {
      // Cut in this moment, too late for cut() to find them.
      close(client);
      close(server);
    }
    var doomed = new AtomicBoolean();
    var held = new AtomicBoolean();
    Thread.ofVirtual().start(() -> copy(client, server, text -> hear(text, doomed, held)));
    Thread.ofVirtual().start(() -> copy(server, client, _ -> mayPass(doomed, held)));
  }

  private boolean mayPass(AtomicBoolean doomed, AtomicBoolean held) {
    try {
      if (held.get()) {
        released.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !doomed.get();
  }

  private boolean hear(String text, AtomicBoolean doomed, AtomicBoolean held) {
    String toHold = heldWord;
    if (!toHold.isEmpty() && text.contains(toHold)) {
      held.set(true);
    }
    String word = lastWord;
    if (!word.isEmpty() && text.contains(word)) {
      doomed.set(true);
    }
    return true;
  }

  /** As long as what comes by may pass. */
  private void copy(Socket from, Socket to, Predicate<String> passes) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!passes.test(new String(buffer, 0, n, ISO_8859_1))) {
          return;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // The other direction has closed both.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
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
  public void close() throws IOException {
    release();
    cut();
    listener.close();
  }
}
