/**
 * Imports: objects that lie in a store already become part of a branch without being copied. The
 * main noun is the {@link io.anabranch.server.imports.ImportPlan}, what to take from where to which
 * path; it is carried out by a background task. How a branch changes is the engine's business.
 */
@NullMarked
package io.anabranch.server.imports;

import org.jspecify.annotations.NullMarked;
