package dev.tidegate.console;

import dev.tidegate.delivery.Delivery;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Engagement;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.profile.ConsentEvent;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.ProfileVersion;
import dev.tidegate.profile.ProfileVersion.Change;
import dev.tidegate.profile.SeenEvent;
import dev.tidegate.profile.Standing;
import dev.tidegate.profile.Suppression;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what operators are answered about customers. */
final class ProfileWriter {
    private ProfileWriter() {}

    /** @param now from which days are counted back */
    static byte[] profile(KnownProfile known, Instant now) {
        JsonWriter out = new JsonWriter(1_024);
        write(out, known, now);
        return out.toBytes();
    }

    /** A profile as it was; the addresses' own record has no past. */
    static byte[] past(Profile profile, Instant at) {
        return profile(new KnownProfile(profile, Map.of()), at);
    }

    static byte[] profiles(List<KnownProfile> profiles, Instant now) {
        return AnswerWriter.page(profiles, null, (out, known) -> write(out, known, now));
    }

    static byte[] history(List<ProfileVersion> versions, @Nullable String next) {
        return AnswerWriter.page(versions, next, ProfileWriter::write);
    }

    static byte[] timeline(Timeline.Page page) {
        return AnswerWriter.page(page.items(), page.next(), ProfileWriter::write);
    }

    static byte[] erasing(ProfileId profile, Event event) {
        JsonWriter out = new JsonWriter(128).startObject();
        out.name("profile_id").value(profile.value());
        out.name("status").value("erasing");
        out.name("event_id").value(event.id().value());
        return out.endObject().toBytes();
    }

    static byte[] restoring(Profile past, Event event) {
        JsonWriter out = new JsonWriter(128).startObject();
        out.name("profile_id").value(past.id().value());
        out.name("version").value(past.version());
        out.name("event_id").value(event.id().value());
        return out.endObject().toBytes();
    }

    static byte[] unmerging(ProfileId survivor, ProfileId merged, Event event) {
        JsonWriter out = new JsonWriter(128).startObject();
        out.name("profile_id").value(survivor.value());
        out.name("unmerged_profile_id").value(merged.value());
        out.name("status").value("unmerging");
        out.name("event_id").value(event.id().value());
        return out.endObject().toBytes();
    }

    static byte[] consent(ConsentEvent consent, Event event) {
        JsonWriter out = new JsonWriter(256).startObject();
        out.name("profile_id").value(consent.profile().value());
        out.name("channel").value(consent.change().channel().label());
        out.name("state").value(consent.change().state().label());
        time(out, "at", consent.change().at());
        out.name("source").value(event.source());
        out.name("event_id").value(event.id().value());
        return out.endObject().toBytes();
    }

    static void write(JsonWriter out, KnownProfile known, Instant now) {
        Profile profile = known.profile();
        out.startObject();
        out.name("id").value(profile.id().value());
        out.name("version").value(profile.version());
        out.name("customer_ids").value(new TreeMap<>(profile.customerIds()));
        out.name("emails").value(profile.emails());
        out.name("phones").value(profile.phones());
        out.name("anonymous_ids").value(profile.anonymousIds());
        out.name("fields").value(new TreeMap<>(profile.fields()));
        out.name("consent").startObject();
        for (Channel channel : Channel.values()) {
            Standing standing = known.consent().get(channel);
            if (standing != null) {
                out.name(channel.label());
                write(out, standing);
            }
        }
        out.endObject();
        out.name("suppression").startObject();
        for (Channel channel : Channel.values()) {
            Suppression suppression = known.suppressions().get(channel);
            if (suppression != null) {
                out.name(channel.label());
                write(out, suppression);
            }
        }
        out.endObject();
        out.name("orders_count").value(profile.ordersCount());
        out.name("revenue").value(new TreeMap<>(profile.revenue()));
        Engagement engagement = profile.engagement();
        out.name("carts_count").value(engagement.carts());
        out.name("opens_30d").value(engagement.opens(30, now));
        out.name("clicks_30d").value(engagement.clicks(30, now));
        out.name("opens_90d").value(engagement.opens(90, now));
        out.name("clicks_90d").value(engagement.clicks(90, now));
        time(out, "created_at", profile.createdAt());
        time(out, "first_seen_at", profile.firstSeenAt());
        time(out, "last_seen_at", profile.lastSeenAt());
        time(out, "last_order_at", profile.lastOrderAt());
        out.endObject();
    }

    static void write(JsonWriter out, Standing standing) {
        out.startObject();
        out.name("state").value(standing.state().label());
        time(out, "at", standing.at());
        out.name("source").value(standing.source());
        out.name("event_id").value(standing.event());
        out.name("proof").value(standing.proof());
        out.endObject();
    }

    static void write(JsonWriter out, Suppression suppression) {
        out.startObject();
        out.name("reason").value(suppression.reason());
        time(out, "at", suppression.at());
        out.name("source").value(suppression.source());
        out.name("event_id").value(suppression.event());
        out.endObject();
    }

    static void write(JsonWriter out, ProfileVersion version) {
        out.startObject();
        out.name("version").value(version.version());
        time(out, "at", version.at());
        out.name("source").value(version.source());
        out.name("event_id").value(version.event().value());
        out.name("changes").startList();
        for (Change change : version.changes()) {
            out.startObject();
            out.name("field").value(change.field());
            out.name("from").value(change.from());
            out.name("to").value(change.to());
            out.endObject();
        }
        out.endList().endObject();
    }

    private static void write(JsonWriter out, TimelineItem item) {
        out.startObject();
        time(out, "at", item.at());
        switch (item) {
            case TimelineItem.Came(SeenEvent event) -> {
                out.name("kind").value("event");
                out.name("type").value(event.type());
                out.name("event_id").value(event.id().value());
                out.name("source").value(event.source());
            }
            case TimelineItem.Decided(Verdict verdict) -> {
                out.name("kind").value("decision");
                out.name("type").value(verdict.outcome().label());
                out.name("event_id").value(verdict.event().value());
                AnswerWriter.verdictMembers(out, verdict);
            }
            case TimelineItem.Released(Delivery delivery) -> {
                out.name("kind").value("delivery");
                out.name("type").value(delivery.status().label());
                AnswerWriter.deliveryMembers(out, delivery);
            }
        }
        out.endObject();
    }

    private static void time(JsonWriter out, String name, @Nullable Instant at) {
        out.name(name).value(at == null ? null : Timestamps.format(at));
    }
}
