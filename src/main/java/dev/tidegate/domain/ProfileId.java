package dev.tidegate.domain;

/** The id of a profile; it decides the partition that the profile lives in. */
public record ProfileId(String value) {
    public ProfileId {
        if (value.isEmpty() || value.length() > 64 || !Digests.isBase64Url(value)) {
            throw new IllegalArgumentException("not a profile id");
        }
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
