package dev.tidegate.delivery;

import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Via;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks once more, right before an attempt, whether the address may be written to and whether the message still has its place
 * under the caps. What it does not find it does not judge: the decision has done so.
 */
final class AddressCheck {
    private static final Script CLEAR = Script.load(AddressCheck.class, "clear.lua");
    private static final String SUPPRESSED = "suppressed";
    private static final String DENIED = "denied|";

    private final RedisRouter redis;
    private final Keys keys;

    AddressCheck(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Why a message must not be sent. */
    record Objection(Verdict.Outcome outcome, String reason) {}

    /** What speaks against an attempt; if nothing does, the message's place is its own from now on. */
    Future<Optional<Objection>> objection(Message message) {
        String address = message.address();
        if (address == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Identifier identifier = Identifier.address(message.channel(), address);
        return record(message, identifier)
                .map(reply -> reply == null ? Optional.empty() : Optional.ofNullable(judge(message, reply)));
    }

    /** A message that finally failed gives its place to another. */
    Future<?> giveBack(Message message) {
        String address = message.address();
        if (!message.placed() || address == null) {
            return Future.succeededFuture();
        }
        Key places = keys.places(Identifier.address(message.channel(), address));
        return redis.send(
                Lane.WORK,
                places,
                Request.cmd(Command.HDEL).arg(places.name()).arg(message.id().value()));
    }

    private Future<@Nullable Response> record(Message message, Identifier address) {
        Key consent = keys.consent(address);
        String channel = message.channel().label();
        return message.placed()
                ? redis.run(
                        Lane.WORK,
                        CLEAR,
                        List.of(consent, keys.places(address)),
                        List.of(Fields.text(channel), Fields.text(message.id().value())))
                : redis.send(
                        Lane.WORK,
                        consent,
                        Request.cmd(Command.HMGET)
                                .arg(consent.name())
                                .arg(channel)
                                .arg(SUPPRESSED));
    }

    private static @Nullable Objection judge(Message message, Response reply) {
        String suppression = text(reply, 1);
        if (!suppression.isEmpty() && message.messageClass().isStoppedBy(suppression)) {
            return new Objection(Verdict.Outcome.SUPPRESSED, "the address was suppressed after the release");
        }
        boolean needsConsent = message.messageClass() == MessageClass.MARKETING || message.via() == Via.SUBSCRIBE;
        if (needsConsent && text(reply, 0).startsWith(DENIED)) {
            return new Objection(Verdict.Outcome.NO_CONSENT, "consent was withdrawn after the release");
        }
        String winner = text(reply, 2);
        return winner.isEmpty()
                ? null
                : new Objection(Verdict.Outcome.CAPPED, winner + " has more priority and took the last place");
    }

    private static String text(Response reply, int at) {
        return reply.size() <= at || reply.get(at) == null ? "" : reply.get(at).toString();
    }
}
