package dev.tidegate.console;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.PastProfile;
import dev.tidegate.profile.ProfileVersion;
import dev.tidegate.profile.RestoreEvent;
import dev.tidegate.queue.Receipt;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Brings a profile back to what it told at an earlier time. */
final class RestorePages {
    private static final ApiAnswer WRONG_QUERY =
            ApiAnswer.wrongQuery("The query must be one of version, a number from the history, and at, a time such as"
                    + " 2026-11-24T01:02:03Z.");

    private static final ApiAnswer BUSY = ApiAnswer.problem(
            503, "unavailable", "The order cannot be stored now", "Send the same request again in a moment.");

    private final Customers customers;

    RestorePages(Customers customers) {
        this.customers = customers;
    }

    List<ApiRoute> routes() {
        return List.of(ApiRoute.post("/profiles/:subject/restore", this::restore));
    }

    private Future<ApiAnswer> restore(ApiCall call) {
        Optional<Goal> goal = Goal.of(call);
        if (goal.isEmpty()) {
            return Future.succeededFuture(WRONG_QUERY);
        }
        return ProfilePages.id(call.subject())
                .map(id -> customers
                        .profiles()
                        .find(id)
                        .compose(known -> known.map(found -> restore(found, goal.get()))
                                .orElseGet(() -> Future.succeededFuture(ProfilePages.UNKNOWN))))
                .orElseGet(() -> Future.succeededFuture(ProfilePages.UNKNOWN));
    }

    private Future<ApiAnswer> restore(KnownProfile known, Goal goal) {
        return customers
                .profiles()
                .history(known.profile().id())
                .compose(history -> goal.time(history)
                        .flatMap(at -> PastProfile.at(at, known.profile(), history))
                        .map(this::order)
                        .orElseGet(() -> Future.succeededFuture(ProfilePages.NOT_THEN)));
    }

    private Future<ApiAnswer> order(Profile past) {
        Event event = RestoreEvent.of(past, customers.clock().instant());
        return customers.intake().take(event).map(receipt -> switch (receipt) {
            case Receipt.Accepted accepted -> ApiAnswer.accepted(ProfileWriter.restoring(past, event));
            case Receipt.Duplicate known -> ApiAnswer.accepted(ProfileWriter.restoring(past, event));
            case Receipt.Conflict known -> ApiAnswer.accepted(ProfileWriter.restoring(past, event));
            case Receipt.Overloaded full -> BUSY;
            case Receipt.Unavailable away -> BUSY;
        });
    }

    /** What to go back to. */
    private sealed interface Goal {
        record Version(long number) implements Goal {}

        record Time(Instant at) implements Goal {}

        static Optional<Goal> of(ApiCall call) {
            Optional<String> version = call.parameter("version");
            Optional<String> at = call.parameter("at");
            if (version.isPresent() == at.isPresent()) {
                return Optional.empty();
            }
            return version.isPresent()
                    ? version.filter(text -> text.matches("\\d{1,15}")).map(text -> new Version(Long.parseLong(text)))
                    : at.map(ProfilePages::time).map(Time::new);
        }

        default Optional<Instant> time(List<ProfileVersion> history) {
            return switch (this) {
                case Version(long number) ->
                    history.stream()
                            .filter(version -> version.version() == number)
                            .map(ProfileVersion::at)
                            .findFirst();
                case Time(Instant at) -> Optional.of(at);
            };
        }
    }
}
