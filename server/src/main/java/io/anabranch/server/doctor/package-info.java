/**
 * What is wrong with a server and its surroundings, as far as it can be seen from outside of it.
 * Its main noun is {@link io.anabranch.server.doctor.Finding}. Knows no store and no database: what
 * looks at them is in {@code wiring}.
 */
@NullMarked
package io.anabranch.server.doctor;

import org.jspecify.annotations.NullMarked;
