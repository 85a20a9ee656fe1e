package dev.tidegate.console;

import dev.tidegate.delivery.Delivery;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.ErasureEvent;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.OwnAddress;
import dev.tidegate.profile.ProfileVersion;
import dev.tidegate.profile.SeenEvent;
import dev.tidegate.queue.Receipt;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the law lets a customer ask for: all that is stored, and its erasure. */
final class PrivacyPages {
    private static final ApiAnswer BUSY = ApiAnswer.problem(
            503, "unavailable", "The erasure cannot be stored now", "Send the same request again in a moment.");

    private final Customers customers;
    private final ReleasedMessages released;

    PrivacyPages(Customers customers, DeliveryOperations deliveries) {
        this.customers = customers;
        this.released = new ReleasedMessages(customers.profiles(), deliveries);
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/profiles/:subject/export", call -> found(call, this::export)),
                ApiRoute.delete("/profiles/:subject", call -> found(call, this::erase)));
    }

    private Future<ApiAnswer> found(ApiCall call, Function<KnownProfile, Future<ApiAnswer>> answer) {
        return ProfilePages.id(call.subject())
                .map(id -> customers
                        .profiles()
                        .find(id)
                        .compose(known ->
                                known.map(answer).orElseGet(() -> Future.succeededFuture(ProfilePages.UNKNOWN))))
                .orElseGet(() -> Future.succeededFuture(ProfilePages.UNKNOWN));
    }

    private Future<ApiAnswer> erase(KnownProfile known) {
        ProfileId id = known.profile().id();
        Event event = ErasureEvent.of(id, customers.clock().instant());
        return customers.intake().take(event).map(receipt -> switch (receipt) {
            case Receipt.Accepted accepted -> ApiAnswer.accepted(ProfileWriter.erasing(id, event));
            case Receipt.Duplicate known1 -> ApiAnswer.accepted(ProfileWriter.erasing(id, event));
            case Receipt.Conflict known1 -> ApiAnswer.accepted(ProfileWriter.erasing(id, event));
            case Receipt.Overloaded full -> BUSY;
            case Receipt.Unavailable away -> BUSY;
        });
    }

    private Future<ApiAnswer> export(KnownProfile known) {
        ProfileId id = known.profile().id();
        Future<List<OwnAddress>> addresses = customers.profiles().addresses(known.profile());
        Future<List<ProfileVersion>> history = customers.profiles().history(id);
        Future<List<SeenEvent>> events = customers.profiles().events(id);
        Future<Map<EventId, byte[]>> bodies = events.compose(this::bodies);
        Future<List<Verdict>> verdicts = customers.profiles().verdicts(id);
        Future<List<Delivery>> sent = verdicts.compose(decided -> released.of(id, decided));
        Future<Optional<byte[]>> journey = customers.profiles().journey(id);
        return Future.all(List.of(addresses, history, bodies, sent, journey))
                .map(all -> new ProfileExport(
                        customers.clock().instant(),
                        known,
                        addresses.result(),
                        history.result(),
                        events.result(),
                        bodies.result(),
                        verdicts.result(),
                        sent.result(),
                        journey.result().orElse(null)))
                .map(export -> ApiAnswer.ok(ExportWriter.write(export)));
    }

    private Future<Map<EventId, byte[]>> bodies(List<SeenEvent> events) {
        Map<EventId, byte[]> bodies = new HashMap<>();
        return Future.all(events.stream()
                        .map(event -> customers
                                .bodies()
                                .find(event.id())
                                .onSuccess(body -> body.ifPresent(json -> bodies.put(event.id(), json))))
                        .toList())
                .map(v -> bodies);
    }
}
