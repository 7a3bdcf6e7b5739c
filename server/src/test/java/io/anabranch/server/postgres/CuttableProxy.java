package io.anabranch.server.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes bytes between clients and a server on this machine, as long as the line is up. */
public final class CuttableProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean up = true;
  private volatile boolean answersPass = true;

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

  /** From now on the server's answers are lost, and the connection with the first of them. */
  public void cutAtNextAnswer() {
    answersPass = false;
  }

  public void restore() {
    answersPass = true;
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
    Thread.ofVirtual().start(() -> copy(client, server, false));
    Thread.ofVirtual().start(() -> copy(server, client, true));
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (answers && !answersPass) {
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
    cut();
    listener.close();
  }
}
