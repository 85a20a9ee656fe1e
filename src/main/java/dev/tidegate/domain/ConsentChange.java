package dev.tidegate.domain;

import java.time.Instant;

/** What an event says about consent on a channel, and since when; the latest {@code at} wins. */
public record ConsentChange(Channel channel, ConsentState state, Instant at) {}
