package io.anabranch.server.stores;

import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.ForbiddenAddressException;
import io.anabranch.server.config.AttachSettings;
import io.anabranch.server.config.BlockstoreType;
import io.anabranch.server.config.RealPaths;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreStart;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a store may be that somebody attaches, whom the operator of the machine need not trust with
 * its files and its network. Looked at when it is attached and whenever it is opened. The libraries
 * of stores resolve names by themselves, so a name whose addresses change between this look and
 * theirs is not noticed.
 */
public final class AttachRules {

  private AttachRules() {}

  /**
   * @return what is wrong with it, each with what to change; a host that has no address now is
   *     merely away
   */
  public static List<String> findFaults(StoreDefinition store, AttachSettings limits) {
    List<String> faults = new ArrayList<>();
    if (store.backwardCompatible()) {
      faults.add("backward_compatible: only a store of the configuration can be; leave it out");
    }
    if (store.start() == StoreStart.EAGER) {
      faults.add("start: no attached store keeps a server from starting; leave it out");
    }
    if (!store.settings().allowedAddresses().isEmpty()) {
      faults.add(
          store.type().text()
              + ".allowed_addresses: where attached stores may be is for the configuration to say"
              + " (blockstores.attach.allowed_addresses); leave it out");
    }
    if (store.type() == BlockstoreType.PLUGIN) {
      faults.add(
          "type: what a plugin reaches cannot be looked at, so only the configuration can have stores"
              + " of type plugin");
    }
    store.settings().files().stream()
        .filter(path -> !RealPaths.isBelow(path, limits.localPrefixes()))
        .map(path -> outside(path, limits))
        .forEach(faults::add);
    store.settings().endpoints().forEach(endpoint -> addFault(faults, endpoint, limits));
    return faults;
  }

  private static String outside(Path path, AttachSettings limits) {
    return path
        + ": attached stores may use no files outside of blockstores.attach.local_prefixes, which "
        + (limits.localPrefixes().isEmpty() ? "are none" : "are " + limits.localPrefixes())
        + "; name another, or have the configuration changed";
  }

  private static void addFault(List<String> faults, URI endpoint, AttachSettings limits) {
    try {
      check(endpoint, limits);
    } catch (ForbiddenAddressException e) {
      faults.add(
          "endpoint at %s: %s; allow it in blockstores.attach.allowed_addresses, or name another"
              .formatted(endpoint.getHost(), e.getMessage()));
    } catch (UnknownHostException _) {
      // It is looked at again when the store is opened.
    }
  }

  /**
   * @throws ForbiddenAddressException when no request may go there
   * @throws UnknownHostException when the host has no address now, so that none could go there
   */
  public static void check(URI endpoint, AttachSettings limits)
      throws ForbiddenAddressException, UnknownHostException {
    AddressRules rules = AddressRules.allowing(limits.allowedAddresses());
    rules.checkForm(endpoint);
    rules.check(endpoint.getHost(), InetAddress.getAllByName(endpoint.getHost()));
  }
}
