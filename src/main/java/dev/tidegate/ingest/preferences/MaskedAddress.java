package dev.tidegate.ingest.preferences;

/** An address as far as its owner recognises it and nobody else learns it. */
final class MaskedAddress {
    private static final String DOTS = "•••";

    private MaskedAddress() {}

    /** {@code j•••@shop.example} or {@code +49•••45}. */
    static String of(String address) {
        int at = address.indexOf('@');
        if (at > 0) {
            return address.substring(0, address.offsetByCodePoints(0, 1)) + DOTS + address.substring(at);
        }
        return address.length() < 8 ? DOTS : address.substring(0, 3) + DOTS + address.substring(address.length() - 2);
    }
}
