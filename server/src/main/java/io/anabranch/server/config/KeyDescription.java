package io.anabranch.server.config;

/**
 * A key as the documentation shows it.
 *
 * @param key {@code []} stands for an element of a list
 * @param fallback the default as text; {@code required}, or empty when there is none
 */
record KeyDescription(String key, String kind, String fallback, String comment) {}
