package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import org.jspecify.annotations.Nullable;

/**
 * A path that two trees have different values for.
 *
 * @param left null when only the right tree has the path
 * @param right null when only the left tree has the path
 */
public record TreeDifference(Key path, @Nullable RecordValue left, @Nullable RecordValue right) {}
