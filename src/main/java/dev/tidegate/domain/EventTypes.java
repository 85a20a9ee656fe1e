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

    /** A customer asks, by way of the shop, for all that is stored of them. */
    public static final String PRIVACY_DATA_REQUESTED = "privacy_data_requested";
    /** A customer asks, by way of the shop, to be forgotten. */
    public static final String PRIVACY_ERASURE_REQUESTED = "privacy_erasure_requested";
    /** A shop is gone and wants all its customers forgotten. */
    public static final String PRIVACY_SHOP_ERASURE_REQUESTED = "privacy_shop_erasure_requested";
    /** The storefront sends nothing any more. */
    public static final String APP_UNINSTALLED = "app_uninstalled";

    private static final Set<String> PRIVACY_REQUESTS =
            Set.of(PRIVACY_DATA_REQUESTED, PRIVACY_ERASURE_REQUESTED, PRIVACY_SHOP_ERASURE_REQUESTED);

    private static final Set<String> NO_ACTIVITY = Set.of(
            CONSENT_UPDATED,
            CUSTOMER_UPDATED,
            PROFILE_ERASED,
            PROFILE_RESTORED,
            PROFILE_UNMERGED,
            EVENT_REPLAYED,
            APP_UNINSTALLED);

    private EventTypes() {}

    /**
     * Whether events of this type are something that a customer did: not what became of an e-mail, and not a change of
     * their data or consent, nor anything that the shop's software does.
     */
    public static boolean isActivity(String type) {
        return !type.startsWith("email_") && !NO_ACTIVITY.contains(type) && !isPrivacyRequest(type);
    }

    /** Whether events of this type wait for a person to do what the law demands. */
    public static boolean isPrivacyRequest(String type) {
        return PRIVACY_REQUESTS.contains(type);
    }
}
