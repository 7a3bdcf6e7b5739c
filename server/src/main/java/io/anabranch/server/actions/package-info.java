/**
 * Runs of actions over HTTP: what the hooks of repositories did. How they run is in {@code run},
 * what their files say in {@code file}, and the sandbox of scripts in {@code lua}.
 */
@NullMarked
package io.anabranch.server.actions;

import org.jspecify.annotations.NullMarked;
