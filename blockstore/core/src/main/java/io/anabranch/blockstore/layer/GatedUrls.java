package io.anabranch.blockstore.layer;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import java.net.URI;
import java.time.Duration;

/** Links for layers that treat the making of every one alike: it may ask the store for a key. */
public final class GatedUrls implements PresignedUrls {

  private final PresignedUrls below;
  private final Gate gate;

  public GatedUrls(PresignedUrls below, Gate gate) {
    this.below = below;
    this.gate = gate;
  }

  @Override
  public Duration longestLife() {
    return below.longestLife();
  }

  @Override
  public URI get(PhysicalAddress address, Duration life, String fileName) {
    return gate.pass(() -> below.get(address, life, fileName));
  }

  @Override
  public URI put(PhysicalAddress address, Duration life) {
    return gate.pass(() -> below.put(address, life));
  }

  @Override
  public URI putPart(PhysicalAddress address, String uploadId, int number, Duration life) {
    return gate.pass(() -> below.putPart(address, uploadId, number, life));
  }
}
