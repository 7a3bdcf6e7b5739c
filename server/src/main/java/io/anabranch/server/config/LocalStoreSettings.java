package io.anabranch.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A store in a folder of this machine.
 *
 * @param path absolute
 * @param allowedExternalPrefixes absolute
 */
public record LocalStoreSettings(
    Path path,
    boolean importEnabled,
    boolean importHidden,
    List<Path> allowedExternalPrefixes,
    boolean syncWrites,
    PresignSettings presign)
    implements BlockstoreSettings {

  static LocalStoreSettings read(Section local) {
    return new LocalStoreSettings(
        absolute(
            local.value(
                "path",
                local.pathKind(),
                local.home("anabranch/data/block"),
                "Folder that holds the objects. Set it to a disk with room and backups.")),
        local.value(
            "import_enabled",
            Kinds.FLAG,
            false,
            "Whether files of this machine may be imported without copying them."),
        local.value(
            "import_hidden",
            Kinds.FLAG,
            false,
            "Whether an import takes files that begin with a dot."),
        local
            .value(
                "allowed_external_prefixes",
                local.pathsKind(),
                List.of(),
                "Folders outside `path` that objects may be imported from and linked to.")
            .stream()
            .map(LocalStoreSettings::absolute)
            .toList(),
        local.value(
            "sync_writes",
            Kinds.FLAG,
            true,
            "Whether a write is on the disk before it is acknowledged. Switch off only for data"
                + " that may be lost."),
        PresignSettings.read(local));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  @Override
  public BlockstoreType type() {
    return BlockstoreType.LOCAL;
  }

  @Override
  public String location() {
    return "local:" + path;
  }

  @Override
  public List<Path> files() {
    return Stream.concat(Stream.of(path), allowedExternalPrefixes.stream()).toList();
  }
}
