/**
 * Several ways to one store: a call goes another way when one does not answer. Repeating the call
 * that found out is for the layer of retries.
 */
@NullMarked
package io.anabranch.blockstore.layer.failover;

import org.jspecify.annotations.NullMarked;
