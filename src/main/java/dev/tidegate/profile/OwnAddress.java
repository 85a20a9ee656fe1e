package dev.tidegate.profile;

import dev.tidegate.domain.Channel;

/** One address of a customer and what is on record for it. */
public record OwnAddress(Channel channel, String address, AddressRecord record) {}
