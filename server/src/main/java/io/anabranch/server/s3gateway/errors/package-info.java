/**
 * Errors as the S3 protocol has them: their codes and statuses. The only table of those; what they
 * look like on the wire is the gateway's.
 */
@NullMarked
package io.anabranch.server.s3gateway.errors;

import org.jspecify.annotations.NullMarked;
