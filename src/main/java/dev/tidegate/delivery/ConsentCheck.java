package dev.tidegate.delivery;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Verdict;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks once more, right before an attempt, whether the address may be written to. What it does not find it does not judge:
 * the decision has done so.
 */
final class ConsentCheck {
    private static final String SUPPRESSED = "suppressed";
    private static final String DENIED = "denied|";

    private final RedisRouter redis;
    private final Keys keys;

    ConsentCheck(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Why a message must not be sent. */
    record Objection(Verdict.Outcome outcome, String reason) {}

    Future<Optional<Objection>> objection(Message message) {
        String address = message.address();
        if (message.messageClass() == MessageClass.TRANSACTIONAL || address == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Key consent = keys.consent(
                message.channel() == Channel.EMAIL
                        ? Identifier.email(address.toLowerCase(Locale.ROOT))
                        : Identifier.phone(address));
        Request read = Request.cmd(Command.HMGET)
                .arg(consent.name())
                .arg(message.channel().label())
                .arg(SUPPRESSED);
        return redis.send(Lane.WORK, consent, read).map(ConsentCheck::judge);
    }

    private static Optional<Objection> judge(@Nullable Response reply) {
        if (reply == null) {
            return Optional.empty();
        }
        if (reply.get(1) != null) {
            return Optional.of(
                    new Objection(Verdict.Outcome.SUPPRESSED, "the address was suppressed after the release"));
        }
        Response state = reply.get(0);
        return state != null && state.toString().startsWith(DENIED)
                ? Optional.of(new Objection(Verdict.Outcome.NO_CONSENT, "consent was withdrawn after the release"))
                : Optional.empty();
    }
}
