package dev.tidegate.backtest;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Profile;
import dev.tidegate.profile.AddressNote;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is on record for addresses, in memory; it judges as {@code consent.lua} does. */
final class AddressRecords {
    private final Map<Address, Entry> entries = new HashMap<>();

    private static final class Entry {
        private @Nullable ConsentChange consent;
        private @Nullable String suppressed;
        private Instant suppressedAt = Instant.MIN;
        private Instant lifted = Instant.MIN;
    }

    void write(AddressNote note) {
        Entry entry = entries.computeIfAbsent(new Address(note.channel(), note.address()), none -> new Entry());
        switch (note.what()) {
            case AddressNote.SUPPRESSED -> suppress(entry, note);
            case AddressNote.LIFTED -> lift(entry, note.at());
            case AddressNote.ERASED -> erase(entry, note.at());
            default -> consent(entry, note);
        }
    }

    private static void suppress(Entry entry, AddressNote note) {
        if (note.at().isAfter(entry.lifted) && note.at().isAfter(entry.suppressedAt)) {
            entry.suppressed = note.value();
            entry.suppressedAt = note.at();
        }
    }

    private static void lift(Entry entry, Instant at) {
        if (at.isAfter(entry.lifted)) {
            entry.lifted = at;
        }
        if (!at.isBefore(entry.suppressedAt)) {
            clear(entry);
        }
    }

    private static void erase(Entry entry, Instant at) {
        ConsentChange known = entry.consent;
        if (known != null && !known.at().isAfter(at)) {
            entry.consent = null;
        }
        if (!entry.lifted.isAfter(at)) {
            entry.lifted = Instant.MIN;
        }
        if (entry.consent == null && entry.lifted.equals(Instant.MIN) && entry.suppressed == null) {
            entry.suppressed = AddressNote.ERASED;
            entry.suppressedAt = at;
        }
    }

    private static void consent(Entry entry, AddressNote note) {
        ConsentState state = ConsentState.valueOf(note.value().toUpperCase(Locale.ROOT));
        ConsentChange known = entry.consent;
        if (known == null
                || note.at().isAfter(known.at())
                || (note.at().equals(known.at()) && state == ConsentState.DENIED)) {
            entry.consent = new ConsentChange(note.channel(), state, note.at());
            if (state == ConsentState.GRANTED
                    && AddressNote.ERASED.equals(entry.suppressed)
                    && note.at().isAfter(entry.suppressedAt)) {
                clear(entry);
            }
        }
    }

    private static void clear(Entry entry) {
        entry.suppressed = null;
        entry.suppressedAt = Instant.MIN;
    }

    /** What the customer's addresses have on record, absent where unknown. */
    Map<Channel, ConsentChange> consent(Profile profile) {
        Map<Channel, ConsentChange> consent = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            Entry entry = entry(profile, channel);
            if (entry != null && entry.consent != null) {
                consent.put(channel, entry.consent);
            }
        }
        return consent;
    }

    /** The channels whose address gets nothing, with the reason. */
    Map<Channel, String> suppressed(Profile profile) {
        Map<Channel, String> suppressed = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            Entry entry = entry(profile, channel);
            if (entry != null && entry.suppressed != null) {
                suppressed.put(channel, entry.suppressed);
            }
        }
        return suppressed;
    }

    private @Nullable Entry entry(Profile profile, Channel channel) {
        Address address = Address.of(profile, channel);
        return address == null ? null : entries.get(address);
    }
}
