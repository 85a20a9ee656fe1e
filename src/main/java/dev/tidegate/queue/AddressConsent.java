package dev.tidegate.queue;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.profile.ChannelAddress;
import dev.tidegate.profile.ConsentRules;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records what events say about consent with the addresses they are about. It may be done again without harm. */
final class AddressConsent {
    private static final Script CONSENT = Script.load(AddressConsent.class, "consent.lua");
    private static final String SUPPRESSED = "suppressed";
    private static final String LIFTED = "lifted";
    private static final String ERASED = "erased";

    private final RedisRouter redis;
    private final Keys keys;

    AddressConsent(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** @param before the profile without the event, whose new addresses inherit the consent it already has */
    Future<?> record(Event event, Profile before, Profile after) {
        return run(writes(event, before, after));
    }

    private Future<?> run(Map<Identifier, List<byte[]>> writes) {
        return Future.join(writes.entrySet().stream()
                .map(write -> redis.run(Lane.WORK, CONSENT, List.of(keys.consent(write.getKey())), write.getValue()))
                .toList());
    }

    /** Leaves nothing of an erased customer's addresses but that they get no marketing until consent is granted anew. */
    Future<?> erase(Event event, Profile profile) {
        Map<Identifier, List<byte[]>> writes = new LinkedHashMap<>();
        for (Channel channel : Channel.values()) {
            ChannelAddress.all(profile, channel)
                    .forEach(address ->
                            write(writes, channel, address, ERASED, "", ConsentRules.happened(event), event));
        }
        return run(writes);
    }

    private static Map<Identifier, List<byte[]>> writes(Event event, Profile before, Profile after) {
        Map<Identifier, List<byte[]>> writes = new LinkedHashMap<>();
        List<ConsentChange> changes = ConsentRules.changes(event);
        for (Channel channel : Channel.values()) {
            boolean said = false;
            for (ConsentChange change : changes) {
                if (change.channel() == channel && change.state() != ConsentState.UNKNOWN) {
                    said = true;
                    addresses(event, after, change).forEach(address -> record(writes, channel, address, change, event));
                }
            }
            ConsentChange inherited = before.consent().get(channel);
            String newest = ChannelAddress.newest(after, channel);
            if (!said
                    && inherited != null
                    && newest != null
                    && !newest.equals(ChannelAddress.newest(before, channel))) {
                record(writes, channel, newest, inherited, event);
            }
        }
        suppress(writes, event, after);
        return writes;
    }

    /** The address that the event names, for that is what was agreed to, and else the one in use. */
    private static List<String> addresses(Event event, Profile profile, ConsentChange change) {
        Channel channel = change.channel();
        if (event.customer().profile() != null && change.state() == ConsentState.DENIED) {
            // who is unsubscribed as a person wants no mail at the former address either
            return ChannelAddress.all(profile, channel);
        }
        String address = address(event, profile, channel);
        return address == null ? List.of() : List.of(address);
    }

    private static @Nullable String address(Event event, Profile profile, Channel channel) {
        String named = switch (channel) {
            case EMAIL -> event.customer().email();
            case SMS -> event.customer().phone();
        };
        return named != null ? named : ChannelAddress.newest(profile, channel);
    }

    private static void record(
            Map<Identifier, List<byte[]>> writes, Channel channel, String address, ConsentChange change, Event event) {
        write(writes, channel, address, channel.label(), change.state().label(), change.at(), event);
        if (change.state() == ConsentState.GRANTED && ConsentRules.byOperator(event)) {
            write(writes, channel, address, LIFTED, "", change.at(), event);
        }
    }

    private static void suppress(Map<Identifier, List<byte[]>> writes, Event event, Profile profile) {
        String reason = ConsentRules.suppression(event);
        String address = reason == null ? null : address(event, profile, Channel.EMAIL);
        if (reason != null && address != null) {
            write(writes, Channel.EMAIL, address, SUPPRESSED, reason, ConsentRules.happened(event), event);
        }
    }

    private static void write(
            Map<Identifier, List<byte[]>> writes,
            Channel channel,
            String address,
            String what,
            String value,
            Instant at,
            Event event) {
        List<byte[]> args = writes.computeIfAbsent(ChannelAddress.of(channel, address), none -> new ArrayList<>());
        args.add(Bytes.of(what));
        args.add(Bytes.of(value));
        args.add(Bytes.of(at.toEpochMilli()));
        args.add(Bytes.of(event.source()));
        args.add(Bytes.of(event.id().value()));
        args.add(Bytes.of(ConsentRules.proof(event)));
    }
}
