package dev.tidegate.app;

import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.console.Controls;
import dev.tidegate.console.Customers;
import dev.tidegate.console.DeliveryOperations;
import dev.tidegate.console.JobBook;
import dev.tidegate.console.ManagementServer;
import dev.tidegate.console.OperatorApi;
import dev.tidegate.console.Readiness;
import dev.tidegate.console.RequestList;
import dev.tidegate.console.SegmentOperations;
import dev.tidegate.console.TriggerOperations;
import dev.tidegate.delivery.Deliveries;
import dev.tidegate.delivery.DeliveryWorker;
import dev.tidegate.delivery.Hooks;
import dev.tidegate.ingest.EventStore;
import dev.tidegate.profile.StoredProfiles;
import dev.tidegate.queue.Backlog;
import dev.tidegate.queue.EventTraces;
import dev.tidegate.queue.PrivacyRequests;
import dev.tidegate.queue.Quarantine;
import dev.tidegate.queue.QueueSettings;
import dev.tidegate.queue.TriggerSwitches;
import dev.tidegate.queue.WaitingRuns;
import dev.tidegate.segment.SegmentCounting;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.telemetry.QueueGauges;
import dev.tidegate.telemetry.RefusalLog;
import dev.tidegate.trigger.Policy;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The management port.
 *
 * @param worker null where this process does not deliver
 */
record OperatorPart(
        Foundation ground,
        Team team,
        Policy policy,
        Reload reload,
        RefusalLog refusals,
        TriggerSwitches switches,
        StoredProfiles profiles,
        EventStore ownEvents,
        SegmentCounting segments,
        @Nullable DeliveryWorker worker) {
    /** Only later is work on recorded events suspected to hang. */
    private static final Duration LONGEST_WORK = Duration.ofHours(1);

    /** The answer is the port. */
    Future<Integer> start(Readiness readiness) {
        ManagementServer server = new ManagementServer(
                ground.vertx(), ground.process().management(), readiness, ground.meters(), counts(), api());
        return server.start().onSuccess(listening -> ground.closing().add("the management port", server::stop));
    }

    private QueueCounts counts() {
        return new QueueCounts(
                team.workLoop(),
                new Backlog(team.redis(), ground.keys(), queue()),
                worker,
                new QueueGauges(ground.meters().registry(), ground.clock()),
                ground.clock());
    }

    private OperatorApi api() {
        EventTraces traces = new EventTraces(team.redis(), ground.keys(), queue());
        Customers customers = new Customers(
                profiles,
                event -> ownEvents.store(List.of(event)).map(List::getFirst),
                traces::body,
                RequestList.of(new PrivacyRequests(team.redis(), ground.keys())),
                ground.clock());
        return new OperatorApi(
                traces::find,
                new Quarantine(team.redis(), ground.keys(), queue().intakes())::list,
                DeliveryOperations.on(deliveries(), queue().partitions()),
                customers,
                controls());
    }

    private Deliveries deliveries() {
        return new Deliveries(
                team.redis(),
                ground.keys(),
                queue().partitions(),
                (partition, destination) ->
                        team.workLoop().runOnContext(turn -> team.switchboard().outbox(partition, destination)),
                team::control);
    }

    private Controls controls() {
        return new Controls(
                ground.configuration(),
                reload,
                TriggerOperations.on(
                        switches, new WaitingRuns(team.redis(), ground.keys(), queue().partitions()), team::control),
                SegmentOperations.on(segments),
                new LocalDestinations(worker),
                new SubscribedHooks(
                        ground.configuration(),
                        new Hooks(team.redis(), ground.keys()),
                        ground.clock(),
                        ground.random()),
                refusals,
                backtests(),
                replays(),
                settingsReader().schemas());
    }

    private Backtests backtests() {
        TrialRun run = ground.process()
                .archive()
                .map(archive -> new TrialRun(archive, policy, ground.clock(), Backtests.MOST_CUSTOMERS))
                .orElse(null);
        return new Backtests(
                settingsReader(),
                ground.configuration(),
                run,
                longWork("backtests"),
                new JobBook<>(ground.clock(), ground.random()));
    }

    private Replays replays() {
        ArchiveReader archive = ground.process()
                .archive()
                .map(kept -> new ArchiveReader(kept.directory()))
                .orElse(null);
        return new Replays(
                new Replays.Tools(ground.vertx(), longWork("replays"), ground.clock()),
                archive,
                ground.configuration(),
                ownEvents,
                new JobBook<>(ground.clock(), ground.random()));
    }

    private WorkerExecutor longWork(String name) {
        return ground.vertx().createSharedWorkerExecutor(name, 1, LONGEST_WORK.toNanos());
    }

    private static SettingsReader settingsReader() {
        return new SettingsReader(name -> null, Sources::prepare);
    }

    private QueueSettings queue() {
        return ground.queue();
    }
}
