package io.anabranch.outgoing;

import java.time.Duration;

/**
 * How requests are made.
 *
 * @param rules where they may go
 * @param connections at most, at a time; answers that are open hold one
 * @param turn how long a request waits for one of them
 * @param connectTimeout for each of connection and TLS to come about
 * @param socketTimeout for the next byte to come
 */
public record OutgoingSettings(
    AddressRules rules,
    int connections,
    Duration turn,
    Duration connectTimeout,
    Duration socketTimeout) {}
