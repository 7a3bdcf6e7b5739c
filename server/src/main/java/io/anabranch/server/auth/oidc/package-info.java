/**
 * Sign-on through an OpenID Connect provider: its document and keys, what its tokens prove, and the
 * code flow of browsers. Who somebody is here is not decided here, but in {@code Identities}.
 */
@NullMarked
package io.anabranch.server.auth.oidc;

import org.jspecify.annotations.NullMarked;
