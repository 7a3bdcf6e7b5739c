package io.anabranch.server.config;

import java.util.Map;

/**
 * A store that a plugin opens: a jar beside the server's with a {@link
 * io.anabranch.blockstore.spi.BlockstoreProvider}.
 *
 * @param provider its name, and the scheme of addresses
 * @param options for the plugin; it alone knows which there are
 * @param place what tells this store from others of the plugin
 */
public record PluginStoreSettings(
    String provider, Map<String, Secret> options, String place, PresignSettings presign)
    implements BlockstoreSettings {

  static PluginStoreSettings read(Section plugin) {
    return new PluginStoreSettings(
        plugin.required(
            "provider",
            OptionKind.PROVIDER,
            "Name of the plugin, as it calls itself. Addresses begin with it."),
        plugin.value(
            "options",
            OptionKind.OPTIONS,
            Map.of(),
            "What the plugin wants to know, each as `name: value`. Values are treated as secrets."),
        plugin.required(
            "place",
            Kinds.TEXT,
            "Where its data is, in words without secrets, such as a host and a volume. It is"
                + " recorded with the storage id at first use: an id that later has another place"
                + " is refused."),
        PresignSettings.read(plugin));
  }

  @Override
  public BlockstoreType type() {
    return BlockstoreType.PLUGIN;
  }

  @Override
  public String location() {
    return provider + ":" + place;
  }
}
