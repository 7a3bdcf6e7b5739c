/**
 * A real data set that travels with the program, to try things with. Main noun: {@link
 * io.anabranch.server.sampledata.Penguins}; {@link io.anabranch.server.sampledata.SampleFiles} puts
 * it into a repository. Nothing here knows HTTP.
 */
@NullMarked
package io.anabranch.server.sampledata;

import org.jspecify.annotations.NullMarked;
