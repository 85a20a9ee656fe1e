package dev.tidegate.queue;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Origin;
import dev.tidegate.queue.PartitionWorker.Kind;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Lane;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Puts work for another profile into that one's partition; it may be put there twice, so it tells where it is from. */
final class Errand {
    private final Deciding deciding;
    private final IntConsumer ring;

    /** @param ring is told each partition that got something */
    Errand(Deciding deciding, IntConsumer ring) {
        this.deciding = deciding;
        this.ring = ring;
    }

    Future<@Nullable Response> send(ProfileId to, Kind kind, String run, byte[] body, Origin origin) {
        int target = to.partition(deciding.settings().partitions());
        Key stream = deciding.keys().partition(target);
        Request add = Request.cmd(Command.XADD)
                .arg(stream.name())
                .arg("*")
                .arg("k")
                .arg(kind.letter())
                .arg("p")
                .arg(to.value())
                .arg("r")
                .arg(run)
                .arg("e")
                .arg(body)
                .arg("o")
                .arg(origin.text());
        return deciding.redis().send(Lane.WORK, stream, add).onSuccess(v -> ring.accept(target));
    }
}
