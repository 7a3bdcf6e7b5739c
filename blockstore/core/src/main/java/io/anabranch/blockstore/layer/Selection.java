package io.anabranch.blockstore.layer;

import io.anabranch.blockstore.Blockstore;
import java.util.function.Function;

/** Decides anew for each call which store it goes to. */
public interface Selection {

  <T> T using(Function<? super Blockstore, T> call);
}
