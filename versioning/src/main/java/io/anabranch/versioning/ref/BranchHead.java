package io.anabranch.versioning.ref;

import io.anabranch.versioning.model.CommitId;

/** A branch without anything staged. */
public record BranchHead(String name, CommitId head) {}
