package io.anabranch.server.config;

import java.nio.file.Path;
import java.util.List;

/**
 * What stores that are attached at run time may reach: whoever attaches one chooses its files and
 * endpoints, so the configuration has the last word.
 *
 * @param localPrefixes absolute; folders that everything local of theirs must lie in
 * @param allowedAddresses as {@link io.anabranch.outgoing.AddressRules#allowing} takes them
 */
public record AttachSettings(List<Path> localPrefixes, List<String> allowedAddresses) {

  /** Nothing local, and the public Internet only. */
  public static final AttachSettings DEFAULT = new AttachSettings(List.of(), List.of());

  public AttachSettings {
    localPrefixes = List.copyOf(localPrefixes);
    allowedAddresses = List.copyOf(allowedAddresses);
  }

  static AttachSettings read(Section attach) {
    return new AttachSettings(
        attach
            .value(
                "local_prefixes",
                attach.pathsKind(),
                List.of(),
                "Folders of this machine that stores attached at run time may use: their own folders,"
                    + " those they import from, and their files of credentials. Without any, no"
                    + " local store can be attached.")
            .stream()
            .map(path -> path.toAbsolutePath().normalize())
            .toList(),
        AllowedAddresses.read(
            attach,
            "Addresses, networks (10.1.0.0/16) and hosts that endpoints of stores attached at run"
                + " time may have beyond the public Internet."));
  }
}
