package dev.tidegate.source.woocommerce;

import dev.tidegate.source.standard.Dates;
import dev.tidegate.source.standard.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to an order, as its state tells.
 *
 * <p>An order is there before it is paid, and often the first thing that is told of it is that it is paid already: what a
 * webhook says is looked up when it is sent. So {@code order_completed} may have to be made of either topic; of the later one
 * only where the gateway still remembers whether that was told before.
 */
enum WooCommerceMoment {
    STARTED("checkout_started", "started"),
    CHECKOUT_CHANGED("checkout_updated", "updated"),
    COMPLETED("order_completed", "completed"),
    PAID("order_paid", "paid"),
    CHANGED("order_updated", "updated"),
    FULFILLED("order_fulfilled", "fulfilled"),
    CANCELLED("order_cancelled", "cancelled"),
    REFUNDED("order_refunded", "refunded");

    /** In the till, so to speak: a draft, waiting for a payment service, or refused by one. */
    private static final Set<String> NOT_BOUGHT = Set.of("pending", "checkout-draft", "auto-draft", "failed");

    /** How soon after it was placed or paid an order is told to have been: webhooks wait for the next run of a queue. */
    private static final Duration JUST_NOW = Duration.ofMinutes(10);

    /** Payment services take no longer; what is paid later is paid by a bank or a link. */
    private static final Duration AT_ONCE = Duration.ofHours(1);

    private final String type;
    private final String key;

    WooCommerceMoment(String type, String key) {
        this.type = type;
        this.key = key;
    }

    String type() {
        return type;
    }

    /** What a new order tells. */
    static List<WooCommerceMoment> ofNew(Fields order) {
        return List.of(
                switch (status(order)) {
                    case String status when NOT_BOUGHT.contains(status) -> STARTED;
                    case "cancelled" -> CANCELLED;
                    case "refunded" -> REFUNDED;
                    case "trash" -> CHANGED; // thrown away before it was told
                    default -> COMPLETED;
                });
    }

    /**
     * What a changed order tells.
     *
     * @param memory how long the gateway remembers that the order was complete
     */
    static List<WooCommerceMoment> ofChanged(Fields order, Duration memory) {
        return switch (status(order)) {
            case String status when NOT_BOUGHT.contains(status) -> List.of(CHECKOUT_CHANGED);
            case "cancelled" -> List.of(CANCELLED);
            case "refunded" -> List.of(REFUNDED);
            case "trash" -> List.of(CHANGED);
            case "completed" -> isJustBought(order, memory) ? List.of(COMPLETED, FULFILLED) : List.of(FULFILLED);
            default -> {
                boolean late = isPaidLate(order);
                if (isJustBought(order, memory)) {
                    yield late ? List.of(COMPLETED, PAID) : List.of(COMPLETED);
                }
                yield List.of(late && isJustPaid(order) ? PAID : CHANGED);
            }
        };
    }

    /** What tells this moment of the order from its others; each is there once, but for changes. */
    String key(Fields order) {
        return switch (this) {
            case CHANGED, CHECKOUT_CHANGED -> key + "/" + order.text("date_modified_gmt") + "/" + status(order);
            default -> key;
        };
    }

    private static String status(Fields order) {
        String status = order.text("status");
        return status == null ? "" : status;
    }

    /** Whether it became complete just now, and the gateway would know if that had been told before. */
    private static boolean isJustBought(Fields order, Duration memory) {
        Instant created = time(order, "date_created_gmt");
        return isJustPaid(order)
                && created != null
                && isWithin(memory.minus(AT_ONCE), created, time(order, "date_modified_gmt"));
    }

    /** Whether it was paid just now; or placed just now, where it need not be paid. */
    private static boolean isJustPaid(Fields order) {
        Instant paid = time(order, "date_paid_gmt");
        return isWithin(
                JUST_NOW, paid == null ? time(order, "date_created_gmt") : paid, time(order, "date_modified_gmt"));
    }

    private static boolean isPaidLate(Fields order) {
        Instant paid = time(order, "date_paid_gmt");
        Instant created = time(order, "date_created_gmt");
        return paid != null && created != null && !isWithin(AT_ONCE, created, paid);
    }

    private static boolean isWithin(Duration most, @Nullable Instant from, @Nullable Instant to) {
        return from != null && to != null && Duration.between(from, to).compareTo(most) <= 0;
    }

    private static @Nullable Instant time(Fields order, String field) {
        Object raw = order.get(field);
        return raw == null ? null : Dates.read(raw);
    }
}
