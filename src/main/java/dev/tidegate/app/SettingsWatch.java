package dev.tidegate.app;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the configuration reloaded when a file of it has changed. It looks at the files now and then, since notifications do
 * not reach every kind of mounted directory, and waits until they have come to rest: editors write in several steps.
 */
final class SettingsWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Reload reload;
    private @Nullable FileMarks before;
    private boolean looking;
    private long timer = -1;

    SettingsWatch(Vertx vertx, Reload reload) {
        this.vertx = vertx;
        this.reload = reload;
    }

    void start() {
        timer = vertx.setPeriodic(LOOK_EVERY.toMillis(), tick -> look());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        reload.look()
                .onSuccess(this::seen)
                .onFailure(cause -> LOG.warn("could not look at the configuration's files", cause))
                .onComplete(done -> looking = false);
    }

    private void seen(FileMarks now) {
        boolean atRest = now.equals(before);
        before = now;
        if (atRest && !reload.hasRead(now)) {
            reload.reload(now).onFailure(cause -> LOG.warn("could not reload the configuration", cause));
        }
    }
}
