package io.anabranch.server.bytes;

import io.anabranch.blockstore.FileSlice;
import io.anabranch.blockstore.OpenObject;
import io.micronaut.http.HttpVersion;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.netty.body.NettyByteBodyFactory;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;

/** The body of an answer that carries an object's bytes. */
public final class ObjectBody {

  /** Up to this size a copy through the heap is cheaper than a region of its own. */
  private static final int SMALL_BYTES = 32 << 10;

  private ObjectBody() {}

  /**
   * Takes over the object, which is closed when the body has been sent or the client has gone. Not
   * for HEAD: the framework never closes a body it does not send.
   */
  public static CloseableByteBody of(ServerHttpRequest<?> request, OpenObject object) {
    long length = object.length();
    var factory = (NettyByteBodyFactory) request.byteBodyFactory();
    if (length <= SMALL_BYTES) {
      return factory.adapt(readAll(object, (int) length));
    }
    var file = object.file();
    if (file.isPresent() && mayBypassPipeline(request)) {
      return ofFile(factory, object, file.get());
    }
    var channel = ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel();
    var pump = new StreamPump(object, channel.eventLoop(), factory.readBufferFactory());
    return factory.adapt(pump, OptionalLong.of(length));
  }

  private static byte[] readAll(OpenObject object, int length) {
    try (object) {
      return object.stream().readNBytes(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CloseableByteBody ofFile(
      NettyByteBodyFactory factory, OpenObject object, FileSlice slice) {
    var file = new SharedFile(object, slice.channel());
    if (slice.length() <= RegionPublisher.REGION_BYTES) {
      return factory.adapt(new FileRegionBuffer(file, slice.position(), (int) slice.length()));
    }
    var regions =
        new RegionPublisher(file, slice.position(), slice.length(), factory.readBufferFactory());
    return factory.adapt(regions, OptionalLong.of(slice.length()));
  }

  /** TLS and HTTP/2 must see the bytes, so only plain HTTP/1 can have them sent from the file. */
  private static boolean mayBypassPipeline(ServerHttpRequest<?> request) {
    return !request.isSecure() && request.getHttpVersion() != HttpVersion.HTTP_2_0;
  }
}
