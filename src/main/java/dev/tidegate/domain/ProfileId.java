package dev.tidegate.domain;

import java.nio.ByteBuffer;

/** The id of a profile; it decides the partition that the profile lives in. */
public record ProfileId(String value) {
    /** Of base64url, in the order of what the letters stand for. */
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final int TIME_BYTES = 6;

    public ProfileId {
        if (value.isEmpty() || value.length() > 64 || !Digests.isBase64Url(value)) {
            throw new IllegalArgumentException("not a profile id");
        }
    }

    /**
     * A new id. The time stands in front, so that the ids alone tell which of two profiles is older: an order that no reader can
     * see otherwise.
     *
     * @param chance makes it differ from others of the same millisecond
     */
    public static ProfileId made(long millis, byte[] chance) {
        byte[] id = ByteBuffer.allocate(TIME_BYTES + chance.length)
                .put(ByteBuffer.allocate(Long.BYTES).putLong(millis).array(), Long.BYTES - TIME_BYTES, TIME_BYTES)
                .put(chance)
                .array();
        return new ProfileId(Digests.base64Url(id, id.length));
    }

    /** Whether this profile is older than the other one. */
    public boolean isOlderThan(ProfileId other) {
        for (int i = 0; i < Math.min(value.length(), other.value.length()); i++) {
            int difference = ALPHABET.indexOf(value.charAt(i)) - ALPHABET.indexOf(other.value.charAt(i));
            if (difference != 0) {
                return difference < 0;
            }
        }
        return value.length() < other.value.length();
    }

    /** The partition, of {@code partitions}, that holds this profile. */
    public int partition(int partitions) {
        return Math.floorMod(Digests.slotOf(value), partitions);
    }

    @Override
    public String toString() {
        return value;
    }
}
