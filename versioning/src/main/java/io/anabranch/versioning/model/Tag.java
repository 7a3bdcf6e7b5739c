package io.anabranch.versioning.model;

/** A name for a commit that does not move. */
public record Tag(String name, CommitId commitId) {}
