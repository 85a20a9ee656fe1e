package dev.tidegate.queue;

import dev.tidegate.domain.MessageId;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import dev.tidegate.trigger.Frequency;
import dev.tidegate.trigger.PlaceWish;
import dev.tidegate.trigger.Places;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The places under the caps of addresses. They belong to the address, since two customers may share one. */
final class PlaceBook {
    private static final Script PLACE = Script.load(PlaceBook.class, "place.lua");
    private static final byte[] TAKE = Bytes.of("take");
    private static final byte[] LOOK = Bytes.of("look");

    private final RedisRouter redis;
    private final Keys keys;

    PlaceBook(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Asks for the places that a step's messages need. */
    Future<Places> ask(Identifier address, PlaceWish wish, Instant now) {
        List<byte[]> args = new ArrayList<>();
        args.add(Bytes.of(now.toEpochMilli()));
        args.add(wish.take() ? TAKE : LOOK);
        args.add(Bytes.of(wish.priority()));
        args.add(Bytes.of(wish.trigger()));
        args.add(Bytes.of(wish.caps().size()));
        for (Frequency.Cap cap : wish.caps()) {
            args.add(Bytes.of(cap.name()));
            args.add(Bytes.of(cap.max()));
            args.add(Bytes.of(cap.per().toMillis()));
        }
        wish.messages().forEach(message -> args.add(Bytes.of(message.value())));
        return redis.run(Lane.WORK, PLACE, List.of(keys.places(address)), args).map(reply -> places(reply, wish));
    }

    /** Gives places back; nothing happens where there are none. */
    Future<?> giveBack(Identifier address, List<MessageId> messages) {
        Request delete = Request.cmd(Command.HDEL).arg(keys.places(address).name());
        messages.forEach(message -> delete.arg(message.value()));
        return redis.send(Lane.WORK, keys.places(address), delete);
    }

    private static Places places(@Nullable Response reply, PlaceWish wish) {
        List<String> answer = new ArrayList<>();
        Replies.elements(reply).forEach(element -> answer.add(element.toString()));
        if (answer.getFirst().equals("room")) {
            return new Places.Room(answer.subList(1, answer.size()));
        }
        String name = answer.get(1);
        int max = wish.caps().stream()
                .filter(cap -> cap.name().equals(name))
                .mapToInt(Frequency.Cap::max)
                .findFirst()
                .orElse(0);
        Instant freeAt = Instant.ofEpochMilli(Long.parseLong(answer.get(2)));
        return new Places.Full(name, max, answer.subList(3, answer.size()), freeAt);
    }
}
