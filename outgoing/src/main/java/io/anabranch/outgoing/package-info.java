/**
 * Requests to URLs that somebody else chose: {@link io.anabranch.outgoing.OutgoingClient} connects
 * only to addresses that {@link io.anabranch.outgoing.AddressRules} allow, through name resolution
 * and redirects. It knows nothing of stores, repositories or the API.
 */
@NullMarked
package io.anabranch.outgoing;

import org.jspecify.annotations.NullMarked;
