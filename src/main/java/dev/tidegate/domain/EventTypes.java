package dev.tidegate.domain;

import java.util.Set;

/** The event types that the gateway itself gives a meaning. */
public final class EventTypes {
    public static final String ORDER_COMPLETED = "order_completed";
    public static final String CUSTOMER_CREATED = "customer_created";
    public static final String CUSTOMER_UPDATED = "customer_updated";
    public static final String CONSENT_UPDATED = "consent_updated";
    public static final String PROFILE_ERASED = "profile_erased";
    public static final String PROFILE_RESTORED = "profile_restored";
    public static final String PROFILE_UNMERGED = "profile_unmerged";
    public static final String EVENT_REPLAYED = "event_replayed";
    public static final String UNSUBSCRIBED = "unsubscribed";
    public static final String EMAIL_DELIVERED = "email_delivered";
    public static final String EMAIL_OPENED = "email_opened";
    public static final String EMAIL_CLICKED = "email_clicked";
    public static final String EMAIL_COMPLAINED = "email_complained";
    public static final String EMAIL_BOUNCED = "email_bounced";

    private static final Set<String> NO_ACTIVITY = Set.of(
            CONSENT_UPDATED, CUSTOMER_UPDATED, PROFILE_ERASED, PROFILE_RESTORED, PROFILE_UNMERGED, EVENT_REPLAYED);

    private EventTypes() {}

    /**
     * Whether events of this type are something that a customer did: not what became of an e-mail, and not a change of
     * their data or consent.
     */
    public static boolean isActivity(String type) {
        return !type.startsWith("email_") && !NO_ACTIVITY.contains(type);
    }
}
