/**
 * The way into the API from Java. Main noun: {@link io.anabranch.sdk.Anabranch}, a connection to
 * one server; from it come the operations, one class for each tag of the API ({@code
 * io.anabranch.sdk.api}, generated, as is {@code io.anabranch.sdk.model}), and {@link
 * io.anabranch.sdk.Contents}, which streams the bytes of objects.
 *
 * <p>It must not know of commands, files of settings or terminals.
 */
@NullMarked
package io.anabranch.sdk;

import org.jspecify.annotations.NullMarked;
