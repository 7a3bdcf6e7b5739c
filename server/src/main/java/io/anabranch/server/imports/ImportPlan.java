package io.anabranch.server.imports;

import io.anabranch.server.api.Flags;
import io.anabranch.server.stores.ImportSource;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.SettledRefs;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.imports.ImportMode;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What to import from where to which paths, found to be allowed; whether it is there is not known.
 *
 * @param objects in ascending order of their paths, no two alike
 */
record ImportPlan(
    List<PlannedPrefix> prefixes,
    List<PlannedObject> objects,
    ImportMode mode,
    Pinning pinning,
    boolean attributes) {

  static final int MAX_PATHS = 10_000;
  static final int MAX_PREFIXES = 1_000;

  /**
   * @param destination what paths begin with: empty, or ending in a slash
   */
  record PlannedPrefix(ImportSource source, String destination) {

    Key start() {
      return Key.of(destination);
    }
  }

  record PlannedObject(ImportSource source, Key path) {}

  /**
   * @throws FailureException Invalid or Forbidden, naming the path that cannot be imported
   */
  static ImportPlan of(
      Repository repository, ImportCreation creation, PhysicalAddresses addresses) {
    List<PlannedPrefix> prefixes = new ArrayList<>();
    List<PlannedObject> objects = new ArrayList<>();
    if (creation.paths().isEmpty()) {
      throw invalid("paths is empty: name at least one source and its destination");
    }
    requireSize("paths", creation.paths().size(), MAX_PATHS);
    for (ImportLocation location : creation.paths()) {
      switch (location.type()) {
        case "common_prefix" ->
            prefixes.add(
                new PlannedPrefix(
                    addresses.importedPrefix(repository.location(), location.path()),
                    prefix(location.destination())));
        case "object" ->
            objects.add(
                new PlannedObject(
                    addresses.importedObject(repository.location(), location.path()),
                    Names.path(location.destination())));
        default -> throw invalid("type must be common_prefix or object, not " + location.type());
      }
    }
    requireSize("common prefixes", prefixes.size(), MAX_PREFIXES);
    return new ImportPlan(
        List.copyOf(prefixes),
        distinct(objects),
        ImportMode.parse(Objects.requireNonNullElse(creation.mode(), "")),
        Pinning.parse(Objects.requireNonNullElse(creation.pin(), "")),
        Flags.isSet(creation.attributes()));
  }

  /**
   * The same with sources that stay what they are: all that name one ref are of one commit.
   *
   * @throws FailureException NotFound when a source names none; as stores fail
   */
  ImportPlan settled() {
    var refs = new SettledRefs();
    return new ImportPlan(
        prefixes.stream()
            .map(one -> new PlannedPrefix(refs.settle(one.source()), one.destination()))
            .toList(),
        objects.stream()
            .map(one -> new PlannedObject(refs.settle(one.source()), one.path()))
            .toList(),
        mode,
        pinning,
        attributes);
  }

  /** Whether the store has to be asked about each object, because a listing tells too little. */
  boolean asksForEach() {
    return attributes || pinning == Pinning.VERSION;
  }

  /** What the paths of a prefix's objects begin with. */
  static String prefix(String destination) {
    String prefix =
        destination.isEmpty() || destination.endsWith("/") ? destination : destination + "/";
    Names.partOfPath(prefix);
    return prefix;
  }

  private static List<PlannedObject> distinct(List<PlannedObject> objects) {
    List<PlannedObject> sorted =
        objects.stream().sorted(Comparator.comparing(PlannedObject::path)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).path().equals(sorted.get(i - 1).path())) {
        throw invalid("two objects have the destination '%s'".formatted(sorted.get(i).path()));
      }
    }
    return sorted;
  }

  private static void requireSize(String what, int size, int most) {
    if (size > most) {
      throw invalid("an import has at most %d %s, not %d".formatted(most, what, size));
    }
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
