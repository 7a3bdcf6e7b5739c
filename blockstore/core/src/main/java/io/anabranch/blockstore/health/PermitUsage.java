package io.anabranch.blockstore.health;

/**
 * How many of a number of permits are taken, and how many wait for one. Waiting ones are an
 * estimate.
 */
public record PermitUsage(int limit, int taken, int waiting) {}
