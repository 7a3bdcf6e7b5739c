/**
 * What a request turns out to be while it is served, for whoever looks at its end. Its main noun is
 * the trail: whoever finds something out notes it there. Knows no feature and decides nothing.
 */
@NullMarked
package io.anabranch.server.trail;

import org.jspecify.annotations.NullMarked;
