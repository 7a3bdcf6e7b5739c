package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.MetaRangeId;

/**
 * The outcome of applying changes to a tree.
 *
 * @param changed paths whose value now differs from the base tree's; 0 means that the tree is equal
 */
public record AppliedChanges(MetaRangeId tree, long changed) {}
