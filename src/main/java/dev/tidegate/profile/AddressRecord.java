package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is on record for one address: consent for each channel, and whether the address is suppressed. */
public record AddressRecord(
        Map<Channel, Standing> consent, @Nullable Suppression suppression) {
    public static final AddressRecord NOTHING = new AddressRecord(Map.of(), null);

    private static final String SUPPRESSED = "suppressed";
    private static final String SUPPRESSED_BY = "suppressed_by";

    public AddressRecord {
        consent = Map.copyOf(consent);
    }

    /** Reads the fields of the address's hash, which are described in {@code consent.lua}. */
    public static AddressRecord parse(Map<String, String> fields) {
        Map<Channel, Standing> consent = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            String text = fields.get(channel.label());
            if (text != null) {
                consent.put(channel, standing(text));
            }
        }
        String reason = fields.get(SUPPRESSED);
        return new AddressRecord(
                consent, reason == null ? null : suppression(reason, fields.getOrDefault(SUPPRESSED_BY, "")));
    }

    private static Standing standing(String text) {
        String[] parts = text.split("\\|", 5);
        return new Standing(
                ConsentState.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                part(parts, 2),
                part(parts, 3),
                part(parts, 4));
    }

    private static Suppression suppression(String reason, String by) {
        String[] parts = by.split("\\|", 4);
        String at = part(parts, 0);
        return new Suppression(
                reason, at == null ? null : Instant.ofEpochMilli(Long.parseLong(at)), part(parts, 1), part(parts, 2));
    }

    private static @Nullable String part(String[] parts, int place) {
        return place < parts.length && !parts[place].isEmpty() ? parts[place] : null;
    }
}
