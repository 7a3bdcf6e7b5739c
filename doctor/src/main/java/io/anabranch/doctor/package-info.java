/**
 * What was looked at and found, {@link io.anabranch.doctor.Finding}, and how it is told. Who looks
 * knows this; it knows nobody: a server looks at what its configuration names, the command line at
 * a server from outside.
 */
@NullMarked
package io.anabranch.doctor;

import org.jspecify.annotations.NullMarked;
