/**
 * How the bytes of objects leave and enter over HTTP: file to socket without copying where the
 * protocol allows it, otherwise through pooled buffers with back-pressure. The only package that
 * knows Netty. See docs/decisions for the figures that made it worth its own code.
 */
@NullMarked
package io.anabranch.server.bytes;

import org.jspecify.annotations.NullMarked;
