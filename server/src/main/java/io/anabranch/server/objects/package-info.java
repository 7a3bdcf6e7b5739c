/**
 * Objects: upload (through the server, or around it to an address it hands out), read, stat, list,
 * delete, copy. The controller maps requests to the engine and its results to the wire; the rules
 * of the domain are the engine's.
 */
@NullMarked
package io.anabranch.server.objects;

import org.jspecify.annotations.NullMarked;
