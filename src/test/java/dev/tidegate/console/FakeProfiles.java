package dev.tidegate.console;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.AddressRecord;
import dev.tidegate.profile.Joining;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.Lineage;
import dev.tidegate.profile.OwnAddress;
import dev.tidegate.profile.ProfileVersion;
import dev.tidegate.profile.ProfileVersion.Change;
import dev.tidegate.profile.Profiles;
import dev.tidegate.profile.SeenEvent;
import dev.tidegate.profile.Standing;
import dev.tidegate.profile.Suppression;
import dev.tidegate.redis.Identifier;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One customer of two versions, {@code profile}, and a record of what was looked for. */
final class FakeProfiles implements Profiles {
    static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");
    static final Instant SECOND = Instant.parse("2026-11-23T12:00:00Z");
    static final ProfileId JO = new ProfileId("profile");

    static final ProfileId FORMER = new ProfileId("former");

    final List<Identifier> asked = new ArrayList<>();

    @Override
    public Future<Optional<KnownProfile>> find(ProfileId id) {
        boolean leadsThere = id.equals(JO) || id.equals(FORMER);
        return Future.succeededFuture(leadsThere ? Optional.of(jo()) : Optional.empty());
    }

    @Override
    public Future<List<KnownProfile>> named(Collection<Identifier> identifiers) {
        asked.addAll(identifiers);
        boolean known = identifiers.contains(Identifier.email("jo+x@shop.example"));
        return Future.succeededFuture(known ? List.of(jo()) : List.of());
    }

    @Override
    public Future<Lineage> lineage(ProfileId id) {
        return Future.succeededFuture(id.equals(FORMER) ? Lineage.NONE.leavingFor(JO) : Lineage.NONE);
    }

    @Override
    public Future<List<Joining>> joinings(ProfileId id) {
        return Future.succeededFuture(
                id.equals(JO)
                        ? List.of(new Joining(
                                SECOND, Profile.empty(JO, FIRST), Profile.empty(FORMER, FIRST), Set.of(), Set.of()))
                        : List.of());
    }

    @Override
    public Future<List<ProfileId>> withMerged(ProfileId id) {
        return Future.succeededFuture(List.of(id, FORMER));
    }

    @Override
    public Future<List<OwnAddress>> addresses(Profile profile) {
        return Future.succeededFuture(List.of(new OwnAddress(
                Channel.EMAIL,
                "jo+x@shop.example",
                jo().addresses().getOrDefault(Channel.EMAIL, AddressRecord.NOTHING))));
    }

    @Override
    public Future<Optional<byte[]>> journey(ProfileId id) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<List<ProfileVersion>> history(ProfileId id) {
        return Future.succeededFuture(List.of(
                new ProfileVersion(
                        2, SECOND, "shop", EventId.of("shop", "2"), List.of(new Change("first_name", "Joe", "Jo"))),
                new ProfileVersion(
                        1,
                        FIRST,
                        "shop",
                        EventId.of("shop", "1"),
                        List.of(
                                new Change("emails", List.of(), List.of("jo+x@shop.example")),
                                new Change("first_name", null, "Joe")))));
    }

    @Override
    public Future<List<SeenEvent>> events(ProfileId id) {
        return Future.succeededFuture(List.of(
                new SeenEvent(EventId.of("shop", "1"), "checkout_started", FakeDeliveries.AT, "shop"),
                new SeenEvent(EventId.of("shop", "0"), "page_viewed", FIRST, "web")));
    }

    @Override
    public Future<List<Verdict>> verdicts(ProfileId id) {
        return Future.succeededFuture(List.of(new Verdict(
                EventId.of("shop", "1"),
                "cart-abandoned",
                1,
                Verdict.Outcome.FIRED,
                "all gates passed",
                FakeDeliveries.AT,
                List.of(new Verdict.Gate("cooldown", true, "none")),
                null,
                List.of(new MessageId("message")))));
    }

    private static KnownProfile jo() {
        Profile profile = new Profile(
                JO,
                FIRST,
                Map.of("shop", "17"),
                List.of("jo+x@shop.example"),
                List.of(),
                List.of(),
                Map.of("first_name", "Jo"),
                Map.of(),
                Map.of(),
                2,
                Map.of("EUR", new BigDecimal("20.50")),
                FIRST,
                SECOND,
                SECOND,
                2);
        Standing granted = new Standing(ConsentState.GRANTED, FIRST, "shop", "e1", "consent_updated");
        Suppression complaint = new Suppression("complaint", SECOND, "esp", "e2");
        return new KnownProfile(
                profile, Map.of(Channel.EMAIL, new AddressRecord(Map.of(Channel.EMAIL, granted), complaint)));
    }
}
