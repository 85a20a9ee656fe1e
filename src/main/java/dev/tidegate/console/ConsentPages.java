package dev.tidegate.console;

import dev.tidegate.domain.Event;
import dev.tidegate.profile.ConsentEvent;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.Profiles;
import dev.tidegate.queue.Receipt;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/** Consent as an operator records it, for a customer who told them. */
final class ConsentPages {
    private static final ApiAnswer BUSY = ApiAnswer.problem(
            503, "unavailable", "The consent cannot be stored now", "Send the same request again in a moment.");

    private final Profiles profiles;
    private final EventIntake intake;
    private final InstantSource clock;

    ConsentPages(Customers customers) {
        this.profiles = customers.profiles();
        this.intake = customers.intake();
        this.clock = customers.clock();
    }

    List<ApiRoute> routes() {
        return List.of(ApiRoute.put("/profiles/:subject/consent", this::consent));
    }

    private Future<ApiAnswer> consent(ApiCall call) {
        return ProfilePages.id(call.subject())
                .map(id -> profiles.find(id)
                        .compose(known -> known.map(profile -> record(profile, call))
                                .orElseGet(() -> Future.succeededFuture(ProfilePages.UNKNOWN))))
                .orElseGet(() -> Future.succeededFuture(ProfilePages.UNKNOWN));
    }

    private Future<ApiAnswer> record(KnownProfile known, ApiCall call) {
        return switch (ConsentReader.read(call.body(), known.profile().id(), clock.instant())) {
            case ConsentReader.Result.Faulty(ApiAnswer answer) -> Future.succeededFuture(answer);
            case ConsentReader.Result.Read(ConsentEvent consent) -> take(consent);
        };
    }

    private Future<ApiAnswer> take(ConsentEvent consent) {
        Event event = consent.toEvent(clock.instant());
        return intake.take(event).map(receipt -> switch (receipt) {
            case Receipt.Accepted accepted -> ApiAnswer.accepted(ProfileWriter.consent(consent, event));
            case Receipt.Duplicate known -> ApiAnswer.accepted(ProfileWriter.consent(consent, event));
            case Receipt.Conflict known -> ApiAnswer.accepted(ProfileWriter.consent(consent, event));
            case Receipt.Overloaded full -> BUSY;
            case Receipt.Unavailable away -> BUSY;
        });
    }
}
