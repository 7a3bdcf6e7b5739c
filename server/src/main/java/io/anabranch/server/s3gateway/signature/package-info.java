/**
 * Signatures of S3 requests, versions 4 and 2, in headers and in links, and the bodies that they
 * cover. Pure: it is told what the request says, and answers whether the secret made the signature
 * and how the body is to be read. It knows no HTTP, no user and no clock.
 */
@NullMarked
package io.anabranch.server.s3gateway.signature;

import org.jspecify.annotations.NullMarked;
