@NullMarked
package io.anabranch.benchmarks.s3;

import org.jspecify.annotations.NullMarked;
