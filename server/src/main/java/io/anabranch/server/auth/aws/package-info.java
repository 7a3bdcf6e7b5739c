/**
 * Sign-on with an identity of AWS: a client signs a request to STS that tells who it is, and does
 * not send it but hands it in; the server sends it, and hears from AWS whose it is. Secrets of AWS
 * never come here.
 */
@NullMarked
package io.anabranch.server.auth.aws;

import org.jspecify.annotations.NullMarked;
