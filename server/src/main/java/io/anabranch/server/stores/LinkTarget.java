package io.anabranch.server.stores;

/** The path that a client uploads for, by writing to the store itself. */
public record LinkTarget(String repository, String branch, String path) {}
