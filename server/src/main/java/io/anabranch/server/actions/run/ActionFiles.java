package io.anabranch.server.actions.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anabranch.server.actions.file.Action;
import io.anabranch.server.actions.file.ActionReader;
import io.anabranch.server.actions.file.BadActionException;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.tree.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The action files of trees. Trees never change, so what one says is remembered; one without any
 * costs nothing the next time. Safe for use by many threads.
 */
public final class ActionFiles {

  public static final String FOLDER = "_lakefs_actions/";

  private static final int MAX_FILES = 100;
  private static final int MAX_FILE_BYTES = 1 << 18;
  private static final int MAX_REMEMBERED = 2_000;

  /** What the files of a tree say, or what is wrong with them. */
  public sealed interface Found {

    record Actions(List<Action> actions) implements Found {
      public Actions {
        actions = List.copyOf(actions);
      }
    }

    /**
     * @param file the path of the one that is bad
     */
    record Bad(String file, String problem) implements Found {}
  }

  private record TreeId(TreeLocation location, MetaRangeId tree) {}

  private static final Found NONE = new Found.Actions(List.of());

  private final Trees trees;
  private final TreeObjects objects;
  private final Cache<TreeId, Found> remembered =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

  public ActionFiles(Trees trees, TreeObjects objects) {
    this.trees = trees;
    this.objects = objects;
  }

  /** What is remembered; empty when the tree must be read to know. */
  public Optional<Found> findRemembered(Repository repository, MetaRangeId tree) {
    return tree.equals(MetaRangeId.NONE)
        ? Optional.of(NONE)
        : Optional.ofNullable(remembered.getIfPresent(new TreeId(repository.location(), tree)));
  }

  public Found of(Repository repository, MetaRangeId tree) {
    Optional<Found> known = findRemembered(repository, tree);
    if (known.isPresent()) {
      return known.get();
    }
    Found found = of(repository, list(repository, tree));
    remembered.put(new TreeId(repository.location(), tree), found);
    return found;
  }

  /** Of these entries, whatever tree or branch they are from. */
  public Found of(Repository repository, List<EntryRecord> entries) {
    if (entries.size() > MAX_FILES) {
      return new Found.Bad(FOLDER, FOLDER + " holds more than " + MAX_FILES + " files");
    }
    List<Action> actions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (EntryRecord entry : entries) {
      String path = entry.path().toString();
      try {
        Action action = ActionReader.read(path, text(repository, entry));
        if (!names.add(action.name())) {
          return new Found.Bad(path, path + ", name: another action is called " + action.name());
        }
        actions.add(action);
      } catch (BadActionException e) {
        return new Found.Bad(path, String.valueOf(e.getMessage()));
      }
    }
    return actions.isEmpty() ? NONE : new Found.Actions(actions);
  }

  private String text(Repository repository, EntryRecord entry) throws BadActionException {
    if (entry.entry().size() > MAX_FILE_BYTES) {
      throw new BadActionException(entry.path() + " is larger than " + MAX_FILE_BYTES + " bytes");
    }
    return new String(objects.read(repository, entry.entry()), StandardCharsets.UTF_8);
  }

  private List<EntryRecord> list(Repository repository, MetaRangeId tree) {
    Key prefix = Key.of(FOLDER);
    List<EntryRecord> found = new ArrayList<>();
    Cursor<EntryRecord> entries = trees.entries(repository.location(), tree);
    entries.seek(prefix);
    for (EntryRecord entry = entries.next();
        entry != null && entry.path().startsWith(prefix) && found.size() <= MAX_FILES;
        entry = entries.next()) {
      if (isAction(entry.path().toString())) {
        found.add(entry);
      }
    }
    return found;
  }

  /** Whether a path is that of an action file. */
  public static boolean isAction(String path) {
    return path.startsWith(FOLDER) && (path.endsWith(".yaml") || path.endsWith(".yml"));
  }
}
