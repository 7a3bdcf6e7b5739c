/**
 * The additional checksums of S3: computed while bytes pass, combined from those of parts, and
 * written as S3 writes them. Pure: the JDK and nothing else.
 */
@NullMarked
package io.anabranch.server.s3gateway.checksum;

import org.jspecify.annotations.NullMarked;
