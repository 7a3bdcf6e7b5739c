/**
 * Requests and answers as the S3 protocol has them, and what an operation of the gateway is. Its
 * main noun is the call: a request whose signature is right, by somebody who is known. Knows no
 * single operation.
 */
@NullMarked
package io.anabranch.server.s3gateway.protocol;

import org.jspecify.annotations.NullMarked;
