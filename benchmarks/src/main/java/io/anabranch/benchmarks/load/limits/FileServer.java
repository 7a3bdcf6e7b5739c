package io.anabranch.benchmarks.load.limits;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The least an HTTP server in Java can do to send a file: every request is answered with the same
 * one, through the kernel. Runs in a process of its own, so that it has the memory and the threads
 * a server has; prints its port, and ends when its standard input does.
 */
final class FileServer {

  private static final int MAX_REQUEST_BYTES = 64 << 10;

  private FileServer() {}

  /** Argument: the file. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    File file = new File(arguments[0]);
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Pipeline(file))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    System.out.println(((InetSocketAddress) server.localAddress()).getPort());
    while (System.in.read() >= 0) {
      // Nothing is ever sent: the end of input is the end of the parent.
    }
    loops.shutdownGracefully().sync();
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {

    private final File file;

    Pipeline(File file) {
      this.file = file;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
          .addLast(new Answer(file));
    }
  }

  private static final class Answer extends SimpleChannelInboundHandler<HttpRequest> {

    private final File file;

    Answer(File file) {
      this.file = file;
    }

    @Override
    @SuppressWarnings(
        "FutureReturnValueIgnored") // a failed write closes the connection: the client sees it
    protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
      var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, file.length());
      context.write(response);
      context.write(new DefaultFileRegion(file, 0, file.length()));
      context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Clients that have seen enough may break off. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // there is nothing to be done after it
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
