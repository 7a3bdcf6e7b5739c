package io.anabranch.benchmarks.load.limits;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The least there is to do for an upload: the body of each request goes from the socket to a new
 * file, and is deleted again. Runs in a process of its own; prints its port, and ends when its
 * standard input does.
 */
final class FileSink {

  private static final int PIECE_BYTES = 256 << 10;
  private static final String HEAD_END = "\r\n\r\n";
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)\r\n");
  private static final String EXPECTS = "\r\nexpect: 100-continue\r\n";

  private FileSink() {}

  /** Arguments: the folder of the files, and whether their MD5 is computed. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    boolean digested = Boolean.parseBoolean(arguments[1]);
    try (var server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
      Thread.ofPlatform().daemon().start(() -> accept(server, folder, digested));
      while (System.in.read() >= 0) {
        // Nothing is ever sent: the end of input is the end of the parent.
      }
    }
  }

  private static void accept(ServerSocketChannel server, Path folder, boolean digested) {
    try {
      for (int number = 0; true; number++) {
        SocketChannel socket = server.accept();
        Path file = folder.resolve("body" + number);
        Thread.ofPlatform().daemon().start(() -> serve(socket, file, digested));
      }
    } catch (ClosedChannelException _) {
      // The parent has ended, so this has.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void serve(SocketChannel socket, Path file, boolean digested) {
    try (socket) {
      var connection = new Connection(socket, ByteBuffer.allocateDirect(PIECE_BYTES).flip());
      while (connection.isThereMore()) {
        connection.receive(file, digested);
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("a client of the sink has gone: " + e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  /**
   * A client's.
   *
   * @param in what was read of it and not used yet
   */
  private record Connection(SocketChannel socket, ByteBuffer in) {

    boolean isThereMore() throws IOException {
      return in.hasRemaining() || fill();
    }

    void receive(Path file, boolean digested) throws IOException, NoSuchAlgorithmException {
      String head = head().toLowerCase(Locale.ROOT);
      Matcher length = LENGTH.matcher(head);
      if (!length.find()) {
        throw new IOException("the request does not say how long it is");
      }
      if (head.contains(EXPECTS)) {
        send("HTTP/1.1 100 Continue" + HEAD_END);
      }
      var digest = MessageDigest.getInstance("MD5");
      try (var out =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        for (long left = Long.parseLong(length.group(1)); left > 0; ) {
          require(isThereMore());
          ByteBuffer piece = in.slice(in.position(), (int) Math.min(left, in.remaining()));
          if (digested) {
            digest.update(piece.duplicate());
          }
          in.position(in.position() + piece.remaining());
          left -= piece.remaining();
          while (piece.hasRemaining()) {
            out.write(piece);
          }
        }
      }
      digest.digest();
      send("HTTP/1.1 200 OK\r\nContent-Length: 0" + HEAD_END);
    }

    /** With the line's end before its headers and the one behind them. */
    private String head() throws IOException {
      var head = new StringBuilder();
      while (head.indexOf(HEAD_END, Math.max(0, head.length() - HEAD_END.length())) < 0) {
        require(isThereMore());
        head.append((char) (in.get() & 0xff));
      }
      return head.toString();
    }

    private boolean fill() throws IOException {
      in.clear();
      int count = socket.read(in);
      in.flip();
      return count >= 0;
    }

    private static void require(boolean more) throws EOFException {
      if (!more) {
        throw new EOFException("the request was cut off");
      }
    }

    private void send(String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        socket.write(bytes);
      }
    }
  }
}
