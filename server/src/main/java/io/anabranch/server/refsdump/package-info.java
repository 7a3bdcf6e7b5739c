/**
 * Dumps and restores the refs of repositories. The trees are the engine's; the manifest beside them
 * is written here, for tools that look into the storage namespace.
 */
@NullMarked
package io.anabranch.server.refsdump;

import org.jspecify.annotations.NullMarked;
