package io.anabranch.server.bytes;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Lets an answer that is still on its way to the client be sent before its connection is closed.
 * The framework takes an answer for done when it is queued, so at a stop it would cut off the
 * download of a slow client. A close that is asked for again, or that has waited for its limit,
 * waits no longer.
 */
@Singleton
@SuppressWarnings("FutureReturnValueIgnored") // The outcome goes to the promise handed in.
@ChannelHandler.Sharable
final class PendingAnswerHandler extends ChannelOutboundHandlerAdapter {

  private static final int LIMIT_SECONDS = 30;

  private static final AttributeKey<ChannelFuture> LAST_WRITE =
      AttributeKey.valueOf(PendingAnswerHandler.class, "last-write");

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof LastHttpContent) {
      ChannelPromise sent = promise.unvoid();
      context.channel().attr(LAST_WRITE).set(sent);
      context.write(message, sent);
    } else {
      context.write(message, promise);
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    ChannelFuture lastWrite = context.channel().attr(LAST_WRITE).getAndSet(null);
    if (lastWrite == null || lastWrite.isDone()) {
      context.close(promise);
      return;
    }
    Runnable close = () -> context.close(promise);
    var limit = context.executor().schedule(close, LIMIT_SECONDS, TimeUnit.SECONDS);
    lastWrite.addListener(
        _ -> {
          if (limit.cancel(false)) {
            close.run();
          }
        });
  }
}
