/**
 * Tells sinks of changes of refs: at least once, in order for each ref. Its main nouns are the
 * {@link io.anabranch.server.events.EventSink} and the {@link io.anabranch.server.events.Delivery}
 * to it. It must not know how refs are changed: what is to be told was recorded by then.
 */
@NullMarked
package io.anabranch.server.events;

import org.jspecify.annotations.NullMarked;
