package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.profile.AddressNote;
import dev.tidegate.profile.AddressNotes;
import dev.tidegate.profile.ChannelAddress;
import dev.tidegate.profile.ConsentRules;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records what events say about consent with the addresses they are about. It may be done again without harm. */
final class AddressConsent {
    private static final Script CONSENT = Script.load(AddressConsent.class, "consent.lua");

    private final RedisRouter redis;
    private final Keys keys;

    AddressConsent(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** @param before the profile without the event, whose new addresses inherit the consent it already has */
    Future<?> record(Event event, Profile before, Profile after) {
        return write(AddressNotes.of(event, before, after), event);
    }

    /** Leaves nothing of an erased customer's addresses but that they get no marketing until consent is granted anew. */
    Future<?> erase(Event event, Profile profile) {
        return write(AddressNotes.erased(event, profile), event);
    }

    private Future<?> write(List<AddressNote> notes, Event event) {
        Map<Identifier, List<byte[]>> writes = new LinkedHashMap<>();
        for (AddressNote note : notes) {
            List<byte[]> args = writes.computeIfAbsent(
                    ChannelAddress.of(note.channel(), note.address()), none -> new ArrayList<>());
            args.add(Bytes.of(note.what()));
            args.add(Bytes.of(note.value()));
            args.add(Bytes.of(note.at().toEpochMilli()));
            args.add(Bytes.of(event.source()));
            args.add(Bytes.of(event.id().value()));
            args.add(Bytes.of(ConsentRules.proof(event)));
        }
        return Future.join(writes.entrySet().stream()
                .map(write -> redis.run(Lane.WORK, CONSENT, List.of(keys.consent(write.getKey())), write.getValue()))
                .toList());
    }
}
