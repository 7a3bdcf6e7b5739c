/**
 * {@code doctor --server}: a running server as it is met from outside, by one of its users. What a
 * configuration names is looked at by the server's own {@code doctor --config}.
 */
@NullMarked
package io.anabranch.cli.doctor;

import org.jspecify.annotations.NullMarked;
