/**
 * Operations on uploads in parts, as requests and answers; what they do is in {@code multipart}.
 */
@NullMarked
package io.anabranch.server.s3gateway.upload;

import org.jspecify.annotations.NullMarked;
