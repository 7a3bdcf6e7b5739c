package io.anabranch.server.bytes;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import jakarta.inject.Singleton;

/**
 * Writes files from the page cache to the socket: swaps each {@link FileRegionBuffer} for its file
 * region. The framework puts any outbound handler bean between its own handler and the HTTP codec.
 */
@Singleton
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // the promise of the last write tells of a failure
final class FileRegionHandler extends ChannelOutboundHandlerAdapter {

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBufHolder holder
        && holder.content() instanceof FileRegionBuffer buffer) {
      writeRegion(context, message, buffer, promise);
    } else {
      context.write(message, promise);
    }
  }

  private static void writeRegion(
      ChannelHandlerContext context,
      Object message,
      FileRegionBuffer buffer,
      ChannelPromise promise) {
    var region = buffer.region();
    if (message instanceof FullHttpResponse full) {
      context.write(new DefaultHttpResponse(full.protocolVersion(), full.status(), full.headers()));
      context.write(region);
      context.write(LastHttpContent.EMPTY_LAST_CONTENT, promise);
    } else if (message instanceof LastHttpContent) {
      context.write(region);
      context.write(LastHttpContent.EMPTY_LAST_CONTENT, promise);
    } else {
      context.write(region, promise);
    }
    buffer.release();
  }
}
