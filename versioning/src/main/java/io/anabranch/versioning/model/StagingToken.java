package io.anabranch.versioning.model;

/** Names one staging area of one branch. Tokens of a branch rise: the greater one is newer. */
public record StagingToken(long value) {}
