/**
 * Operations of the API that have no meaning here: those of a paid edition. They answer as the open
 * edition documented them.
 */
@NullMarked
package io.anabranch.server.vendor;

import org.jspecify.annotations.NullMarked;
