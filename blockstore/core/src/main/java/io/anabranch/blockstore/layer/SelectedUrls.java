package io.anabranch.blockstore.layer;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/** Links of whatever store a call is to go to when it begins. */
public final class SelectedUrls implements PresignedUrls {

  private final Selection stores;

  public SelectedUrls(Selection stores) {
    this.stores = stores;
  }

  @Override
  public Duration longestLife() {
    return using(PresignedUrls::longestLife);
  }

  @Override
  public URI get(PhysicalAddress address, Duration life, String fileName) {
    return using(urls -> urls.get(address, life, fileName));
  }

  @Override
  public URI put(PhysicalAddress address, Duration life) {
    return using(urls -> urls.put(address, life));
  }

  @Override
  public URI putPart(PhysicalAddress address, String uploadId, int number, Duration life) {
    return using(urls -> urls.putPart(address, uploadId, number, life));
  }

  private <T> T using(Function<PresignedUrls, T> call) {
    return stores.using(
        store ->
            call.apply(
                store
                    .presignedUrls()
                    .orElseThrow(
                        () ->
                            new BlockstoreException(
                                Kind.UNSUPPORTED, "The store makes no links any more"))));
  }
}
