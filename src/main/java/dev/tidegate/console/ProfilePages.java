package dev.tidegate.console;

import dev.tidegate.delivery.Delivery;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.PastProfile;
import dev.tidegate.profile.ProfileVersion;
import dev.tidegate.profile.Profiles;
import dev.tidegate.profile.SeenEvent;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Customers: who they are, what happened with them, and what they were before. */
final class ProfilePages {
    static final ApiAnswer UNKNOWN = ApiAnswer.unknown(
            "No profile with this id is on record. GET /v1/profiles?email=, customer_id= or phone= finds one.");

    private static final ApiAnswer WRONG_QUERY = ApiAnswer.wrongQuery(
            "The query must be one of email, phone and customer_id; a customer_id may be space:id or the id alone.");

    private static final ApiAnswer WRONG_TIME = ApiAnswer.wrongQuery("at must be a time such as 2026-11-24T01:02:03Z.");

    static final ApiAnswer NOT_THEN =
            ApiAnswer.unknown("The profile did not exist at that time, or its history does not reach back so far."
                    + " GET /v1/profiles/{id}/history shows the versions that are kept.");

    private final Profiles profiles;
    private final InstantSource clock;
    private final ReleasedMessages released;
    private final Configured configured;

    ProfilePages(Customers customers, DeliveryOperations deliveries, Configured configured) {
        this.profiles = customers.profiles();
        this.clock = customers.clock();
        this.released = new ReleasedMessages(customers.profiles(), deliveries);
        this.configured = configured;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/profiles", this::search),
                ApiRoute.get("/profiles/:subject", this::profile),
                ApiRoute.get("/profiles/:subject/timeline", this::timeline),
                ApiRoute.get("/profiles/:subject/history", this::history));
    }

    private Future<ApiAnswer> search(ApiCall call) {
        return ProfileQuery.of(call, configured.idSpaces())
                .map(query -> profiles.named(query.identifiers())
                        .map(found -> ApiAnswer.ok(ProfileWriter.profiles(found, clock.instant()))))
                .orElseGet(() -> Future.succeededFuture(WRONG_QUERY));
    }

    private Future<ApiAnswer> profile(ApiCall call) {
        Optional<String> at = call.parameter("at");
        if (at.isEmpty()) {
            return found(
                    call, known -> Future.succeededFuture(ApiAnswer.ok(ProfileWriter.profile(known, clock.instant()))));
        }
        Instant time = time(at.get());
        return time == null ? Future.succeededFuture(WRONG_TIME) : found(call, known -> past(known, time));
    }

    private Future<ApiAnswer> past(KnownProfile known, Instant at) {
        return profiles.history(known.profile().id())
                .map(history -> PastProfile.at(at, known.profile(), history)
                        .map(past -> ApiAnswer.ok(ProfileWriter.past(past, at)))
                        .orElse(NOT_THEN));
    }

    private Future<ApiAnswer> history(ApiCall call) {
        return switch (call.paging()) {
            case ApiCall.Paging.Wrong(ApiAnswer answer) -> Future.succeededFuture(answer);
            case ApiCall.Paging.Part(int limit, var cursor) ->
                found(
                        call,
                        known -> Cursors.checked(
                                        () -> profiles.history(known.profile().id())
                                                .map(versions -> history(versions, limit, cursor)))
                                .map(page -> page.orElse(Cursors.WRONG)));
        };
    }

    /** The cursor is the version down to which a page went. */
    private static ApiAnswer history(List<ProfileVersion> versions, int limit, @Nullable String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        List<ProfileVersion> rest =
                versions.stream().filter(version -> version.version() < before).toList();
        List<ProfileVersion> page = rest.subList(0, Math.min(limit, rest.size()));
        String next = page.size() < rest.size() ? Long.toString(page.getLast().version()) : null;
        return ApiAnswer.ok(ProfileWriter.history(page, next));
    }

    private Future<ApiAnswer> timeline(ApiCall call) {
        return switch (call.paging()) {
            case ApiCall.Paging.Wrong(ApiAnswer answer) -> Future.succeededFuture(answer);
            case ApiCall.Paging.Part(int limit, var cursor) ->
                found(
                        call,
                        known -> timeline(known.profile().id())
                                .compose(timeline ->
                                        Cursors.checked(() -> Future.succeededFuture(timeline.page(limit, cursor))))
                                .map(page -> page.map(ProfileWriter::timeline)
                                        .map(ApiAnswer::ok)
                                        .orElse(Cursors.WRONG)));
        };
    }

    private Future<Timeline> timeline(ProfileId id) {
        Future<List<SeenEvent>> events = profiles.events(id);
        Future<List<Verdict>> verdicts = profiles.verdicts(id);
        Future<List<Delivery>> sent = verdicts.compose(decided -> released.of(id, decided));
        return Future.all(events, verdicts, sent).map(all -> {
            List<TimelineItem> items = new ArrayList<>();
            events.result().forEach(event -> items.add(new TimelineItem.Came(event)));
            verdicts.result().forEach(verdict -> items.add(new TimelineItem.Decided(verdict)));
            sent.result().forEach(delivery -> items.add(new TimelineItem.Released(delivery)));
            return new Timeline(items);
        });
    }

    private Future<ApiAnswer> found(ApiCall call, Function<KnownProfile, Future<ApiAnswer>> answer) {
        return id(call.subject())
                .map(id -> profiles.find(id)
                        .compose(known -> known.map(answer).orElseGet(() -> Future.succeededFuture(UNKNOWN))))
                .orElseGet(() -> Future.succeededFuture(UNKNOWN));
    }

    static Optional<ProfileId> id(String text) {
        try {
            return Optional.of(new ProfileId(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** A plus that was not encoded has become a space on the way. */
    static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
