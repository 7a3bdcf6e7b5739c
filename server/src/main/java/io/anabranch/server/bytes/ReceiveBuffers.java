package io.anabranch.server.bytes;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import jakarta.inject.Singleton;

/**
 * Lets a connection that uploads grow its receive buffer to half a MiB: far fewer hand-overs
 * between the event loop and the thread that stores the object. One that does not stays at the
 * minimum.
 */
@Singleton
final class ReceiveBuffers implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private static final int MIN_BYTES = 512;
  private static final int FIRST_BYTES = 2 << 10;
  private static final int MAX_BYTES = 512 << 10;

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    var registry = event.getBean();
    registry.register(new Customizer());
    return registry;
  }

  private static final class Customizer implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      if (role == ChannelRole.CONNECTION) {
        channel
            .config()
            .setOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(MIN_BYTES, FIRST_BYTES, MAX_BYTES));
      }
      return this;
    }
  }
}
