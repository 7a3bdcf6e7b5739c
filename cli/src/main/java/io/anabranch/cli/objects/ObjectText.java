package io.anabranch.cli.objects;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.console.Sizes;
import io.anabranch.cli.console.Times;
import io.anabranch.sdk.model.ObjectStats;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How the properties of an object are written. */
final class ObjectText {

  private ObjectText() {}

  static void print(Context context, JsonOption json, ObjectStats object) {
    if (json.isSet()) {
      context.printJson(object);
      return;
    }
    long size = Objects.requireNonNullElse(object.getSizeBytes(), 0L);
    context.print("Path: " + object.getPath());
    context.print("Modified Time: " + Times.of(object.getMtime()));
    context.print("Size: " + size + " bytes");
    context.print("Human Size: " + Sizes.of(size));
    context.print("Physical Address: " + object.getPhysicalAddress());
    if (object.getPhysicalAddressExpiry() != null) {
      context.print("Physical Address Expires: " + Times.of(object.getPhysicalAddressExpiry()));
    }
    context.print("Checksum: " + object.getChecksum());
    context.print("Content-Type: " + Objects.requireNonNullElse(object.getContentType(), ""));
    Map<String, String> metadata = Objects.requireNonNullElse(object.getMetadata(), Map.of());
    if (!metadata.isEmpty()) {
      context.print("Metadata:");
      new TreeMap<>(metadata).forEach((key, value) -> context.print("\t" + key + " = " + value));
    }
  }
}
