package dev.tidegate.console;

import dev.tidegate.delivery.Attempt;
import dev.tidegate.delivery.Deliveries;
import dev.tidegate.delivery.Delivery;
import dev.tidegate.delivery.DeliveryStatus;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One dead delivery, and a record of what was asked. */
final class FakeDeliveries implements DeliveryOperations {
    static final Instant AT = Instant.parse("2026-11-24T01:02:03.412Z");
    static final Delivery DEAD = new Delivery(
            Delivery.Id.parse("41.message"),
            new MessageId("message"),
            AT,
            "klaviyo",
            null,
            "cart-abandoned",
            1,
            new ProfileId("profile"),
            EventId.of("shop", "1"),
            DeliveryStatus.DEAD,
            List.of(new Attempt(AT, 400, "dead", "the answer was 400")),
            null,
            null);

    final List<String> asked = new ArrayList<>();
    private Deliveries.@Nullable Query query;

    /** The query of the last list that was asked for. */
    Deliveries.Query query() {
        return Objects.requireNonNull(query, "no list was asked for");
    }

    @Override
    public Future<Deliveries.Page> list(Deliveries.Query asking) {
        query = asking;
        if ("bad".equals(asking.cursor())) {
            throw new IllegalArgumentException("not a cursor");
        }
        return Future.succeededFuture(new Deliveries.Page(List.of(DEAD), "next-page"));
    }

    @Override
    public Future<List<Delivery>> of(ProfileId profile, Collection<MessageId> messages) {
        asked.add("of " + profile + " " + messages);
        return Future.succeededFuture(List.of(DEAD));
    }

    @Override
    public Future<Deliveries.Retried> retry(String id) {
        return switch (id) {
            case "41.message" -> Future.succeededFuture(Deliveries.Retried.YES);
            case "41.arrived" -> Future.succeededFuture(Deliveries.Retried.NOT_GIVEN_UP);
            case "41.broken" -> Future.failedFuture("redis is away: canary@shop.example");
            default -> Future.succeededFuture(Deliveries.Retried.UNKNOWN_ID);
        };
    }

    @Override
    public Future<Long> redrive(String destination) {
        asked.add("redrive " + destination);
        return Future.succeededFuture(7L);
    }

    @Override
    public Future<Void> pause(String destination) {
        asked.add("pause " + destination);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> resume(String destination) {
        asked.add("resume " + destination);
        return Future.succeededFuture();
    }
}
