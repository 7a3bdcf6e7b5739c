/**
 * What is asked before refs change and told afterwards. Its main noun is the {@link
 * io.anabranch.versioning.hooks.RefChange}; what hooks there are and how they run is none of the
 * engine's business.
 */
@NullMarked
package io.anabranch.versioning.hooks;

import org.jspecify.annotations.NullMarked;
