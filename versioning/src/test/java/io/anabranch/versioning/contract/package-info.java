/** What every adapter of the engine's ports must do. Adapters extend these and pass them. */
@NullMarked
package io.anabranch.versioning.contract;

import org.jspecify.annotations.NullMarked;
