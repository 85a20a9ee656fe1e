package dev.tidegate.app;

import dev.tidegate.archive.ArchiveSettings;
import dev.tidegate.archive.EventArchive;
import dev.tidegate.ingest.RequestLog;
import dev.tidegate.queue.DecidedEvents;
import dev.tidegate.telemetry.ArchiveMetrics;
import io.vertx.core.Future;
import java.util.List;

/** The archive, where one is wanted and this process has anything for it. */
record ArchivePart(Foundation ground, Team team) {
    /**
     * What is written down.
     *
     * @param decided takes what was decided
     * @param requests takes the requests as they came
     */
    record Records(DecidedEvents decided, RequestLog requests) {
        static final Records NONE = new Records(DecidedEvents.IGNORED, RequestLog.NONE);
    }

    /**
     * To be called on the loop that works, before partitions are taken: it is closed after they are given back, so that it has
     * all they decided. Fails with {@link StartException} when its directory cannot be used.
     */
    Future<Records> start() {
        ArchiveSettings wanted = ground.process().archive().orElse(null);
        if (wanted == null) {
            return Future.succeededFuture(Records.NONE);
        }
        EventArchive archive = new EventArchive(
                ground.vertx(),
                team.workLoop(),
                wanted,
                team.members().id(),
                ground.clock(),
                new ArchiveMetrics(ground.meters().registry()));
        return archive.start()
                .onSuccess(v -> ground.closing().add("the archive", () -> team.onWorkLoop(archive::close)))
                .recover(cause -> Future.failedFuture(
                        new StartException(List.of("archive.directory: cannot be used: " + cause.getMessage()))))
                .map(v -> new Records(new ArchivedDecisions(archive), new ArchivedRequests(archive::received)));
    }
}
