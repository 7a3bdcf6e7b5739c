/**
 * Sign-on of programs without a browser: one asks for a mailbox, somebody who is signed on in a
 * browser releases a session to it, and the program fetches it, once.
 */
@NullMarked
package io.anabranch.server.auth.mailbox;

import org.jspecify.annotations.NullMarked;
