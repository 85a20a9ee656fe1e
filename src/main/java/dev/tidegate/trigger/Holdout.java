package dev.tidegate.trigger;

import dev.tidegate.domain.Digests;
import dev.tidegate.domain.ProfileId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Which customers a trigger leaves out to measure its uplift: a stable share of them, independent of the share of any other
 * trigger.
 */
final class Holdout {
    private Holdout() {}

    /**
     * Whether the customer is left out. Part of the stored format: who is left out today must be tomorrow.
     *
     * @param share of ten thousand
     */
    static boolean holds(ProfileId customer, String trigger, int share) {
        byte[] digest = Digests.sha256()
                .digest(("holdout\0" + trigger + '\0' + customer.value()).getBytes(StandardCharsets.UTF_8));
        return Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), TriggerSettings.WHOLE) < share;
    }
}
