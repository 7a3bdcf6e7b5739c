/**
 * The S3 protocol over repositories: a bucket is a repository, a key is a ref and a path. Its main
 * noun is the gateway, which finds out who asks for which operation; what operations do is in the
 * packages below. May use what REST uses too, but not its controllers.
 */
@NullMarked
package io.anabranch.server.s3gateway;

import org.jspecify.annotations.NullMarked;
