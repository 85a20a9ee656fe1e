package dev.tidegate.console;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Joining;
import dev.tidegate.profile.Profiles;
import dev.tidegate.profile.UnmergeEvent;
import dev.tidegate.queue.Receipt;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Undoes merges of profiles that are two customers after all. */
final class UnmergePages {
    private static final ApiAnswer BUSY = ApiAnswer.problem(
            503, "unavailable", "The order cannot be stored now", "Send the same request again in a moment.");

    private static final ApiAnswer NOTHING = ApiAnswer.problem(
            409,
            "nothing-to-undo",
            "There is no merge to undo",
            "No such merge of this profile is on record, it has been undone, or it is longer ago than is kept."
                    + " GET /v1/profiles/{id}/history shows the merges.");

    private final Customers customers;
    private final Configured configured;

    UnmergePages(Customers customers, Configured configured) {
        this.customers = customers;
        this.configured = configured;
    }

    List<ApiRoute> routes() {
        return List.of(ApiRoute.order("/profiles/:subject/unmerge", RequestBody.OPTIONAL, this::unmerge));
    }

    private Future<ApiAnswer> unmerge(ApiCall call) {
        return switch (UnmergeReader.read(call.body())) {
            case UnmergeReader.Result.Faulty(ApiAnswer answer) -> Future.succeededFuture(answer);
            case UnmergeReader.Result.Read(Optional<ProfileId> merged) ->
                ProfilePages.id(call.subject())
                        .map(id -> unmerge(id, merged))
                        .orElseGet(() -> Future.succeededFuture(ProfilePages.UNKNOWN));
        };
    }

    private Future<ApiAnswer> unmerge(ProfileId id, Optional<ProfileId> named) {
        Profiles profiles = customers.profiles();
        return profiles.find(id)
                .compose(known -> known.isEmpty()
                        ? Future.succeededFuture(ProfilePages.UNKNOWN)
                        : profiles.lineage(id).compose(lineage -> {
                            ProfileId into = lineage.into();
                            return into == null ? undo(id, named) : undo(into, Optional.of(named.orElse(id)));
                        }));
    }

    /**
     * A survivor that was merged itself since then has to be a profile of its own again first.
     *
     * @param named the profile that was merged, empty for the one that was merged last
     */
    private Future<ApiAnswer> undo(ProfileId survivor, Optional<ProfileId> named) {
        Profiles profiles = customers.profiles();
        return profiles.lineage(survivor)
                .compose(lineage -> lineage.into() != null
                        ? Future.succeededFuture(List.<Joining>of())
                        : profiles.joinings(survivor))
                .compose(joinings -> joinings.stream()
                        .map(Joining::joined)
                        .filter(merged -> named.isEmpty() || named.get().equals(merged))
                        .findFirst()
                        .map(merged -> order(survivor, merged))
                        .orElseGet(() -> Future.succeededFuture(NOTHING)));
    }

    private Future<ApiAnswer> order(ProfileId survivor, ProfileId merged) {
        Event event = UnmergeEvent.of(
                survivor, merged, configured.idSpaces(), customers.clock().instant());
        ApiAnswer accepted = ApiAnswer.accepted(ProfileWriter.unmerging(survivor, merged, event));
        return customers.intake().take(event).map(receipt -> switch (receipt) {
            case Receipt.Accepted known -> accepted;
            case Receipt.Duplicate known -> accepted;
            case Receipt.Conflict known -> accepted;
            case Receipt.Overloaded full -> BUSY;
            case Receipt.Unavailable away -> BUSY;
        });
    }
}
