package io.anabranch.server.actions.file;

/**
 * One hook as it is written.
 *
 * @param condition over what the hooks before it came to; empty means that they succeeded
 */
public record HookDefinition(String id, HookType type, String condition, Properties properties) {}
