/**
 * Holds the server to its API document: every operation to one route of the same shape, and every
 * answer that a test sees to the schema of its status. Its main noun is {@link
 * io.anabranch.server.contract.ApiOperation}.
 *
 * <p>It must not know what any operation does.
 */
@NullMarked
package io.anabranch.server.contract;

import org.jspecify.annotations.NullMarked;
