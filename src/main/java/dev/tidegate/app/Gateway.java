package dev.tidegate.app;

import dev.tidegate.app.cli.SettingsOrigin;
import dev.tidegate.app.settings.GatewaySettings;
import dev.tidegate.app.settings.ProcessRole;
import dev.tidegate.app.settings.RedisChoice;
import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.ArchiveSettings;
import dev.tidegate.archive.EventArchive;
import dev.tidegate.completion.ProviderCompletions;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.connector.simulator.SimulatorServer;
import dev.tidegate.console.Controls;
import dev.tidegate.console.Customers;
import dev.tidegate.console.DeliveryOperations;
import dev.tidegate.console.JobBook;
import dev.tidegate.console.ManagementServer;
import dev.tidegate.console.OperatorApi;
import dev.tidegate.console.RequestList;
import dev.tidegate.console.SegmentOperations;
import dev.tidegate.console.TriggerOperations;
import dev.tidegate.delivery.Deliveries;
import dev.tidegate.delivery.DeliveryTools;
import dev.tidegate.delivery.DeliveryWorker;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.domain.CrashPoint;
import dev.tidegate.ingest.EventStore;
import dev.tidegate.ingest.IngestServer;
import dev.tidegate.ingest.Instruments;
import dev.tidegate.ingest.RequestLog;
import dev.tidegate.ingest.preferences.PreferencePages;
import dev.tidegate.profile.SignedLinks;
import dev.tidegate.profile.StoredProfiles;
import dev.tidegate.queue.Acceptance;
import dev.tidegate.queue.Backlog;
import dev.tidegate.queue.Completions;
import dev.tidegate.queue.DecideRole;
import dev.tidegate.queue.DecidedEvents;
import dev.tidegate.queue.EventTraces;
import dev.tidegate.queue.PrivacyRequests;
import dev.tidegate.queue.Quarantine;
import dev.tidegate.queue.QueueSettings;
import dev.tidegate.queue.TriggerSwitches;
import dev.tidegate.queue.WaitingRuns;
import dev.tidegate.redis.Doorbell;
import dev.tidegate.redis.Duty;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Members;
import dev.tidegate.redis.RedisCheck;
import dev.tidegate.redis.RedisClock;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.redis.RedisWatcher;
import dev.tidegate.redis.Territory;
import dev.tidegate.segment.SegmentCounting;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.telemetry.ArchiveMetrics;
import dev.tidegate.telemetry.CompletionMetrics;
import dev.tidegate.telemetry.DecisionMetrics;
import dev.tidegate.telemetry.DeliveryMetrics;
import dev.tidegate.telemetry.EngagementMetrics;
import dev.tidegate.telemetry.FindingMetrics;
import dev.tidegate.telemetry.IngestMetrics;
import dev.tidegate.telemetry.Meters;
import dev.tidegate.telemetry.QueueGauges;
import dev.tidegate.telemetry.RedisMetrics;
import dev.tidegate.telemetry.RefusalLog;
import dev.tidegate.telemetry.ReloadMetrics;
import dev.tidegate.telemetry.SegmentGauges;
import dev.tidegate.trigger.TriggerSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole gateway process: builds every part, starts them in order, and stops them in reverse.
 *
 * <p>There are three kinds of event loop: some that accept, one that works (members, intakes, partitions) and one that
 * delivers. More work than one loop can do is for more processes on the same Redis.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** What may take longest in a stop: answering requests under way, and finishing attempts at ESPs. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(6);

    /** Only later is work on recorded events suspected to hang. */
    private static final Duration LONGEST_WORK = Duration.ofHours(1);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private final GatewaySettings settings;
    private final Map<String, Map<String, Object>> schemas;
    private final RedisSettings redisSettings;
    private final CrashPoint crashPoint;
    private final InstantSource clock = InstantSource.system();
    /** Ids of profiles come from it, so it must not repeat itself, whichever loop asks. */
    private final RandomGenerator random = new SecureRandom();

    private final Meters meters = new Meters();
    private final RefusalLog refusals = new RefusalLog(clock);
    private final RedisMetrics redisMetrics = new RedisMetrics(meters.registry());
    private final Closing closing = new Closing();
    private final Vertx vertx;
    private final Keys keys;
    private final QueueSettings queue;
    private final RedisClock redisClock = new RedisClock(System::nanoTime);
    private final Configuration configuration;
    private final LiveTriggers triggers;
    private final DecisionMetrics decisions;
    private final FindingMetrics findings;
    private final BuiltInEsp builtInEsp;
    private final Reload reload;
    private final SignedLinks links;
    private final FixedRules rules;
    private int port = -1;
    private int managementPort = -1;
    private volatile boolean draining;
    private volatile @Nullable DeliveryWorker delivering;
    private volatile @Nullable IngestServer accepting;
    private volatile @Nullable SegmentCounting counting;

    /**
     * @param origin of the settings, to read them again
     * @param crashPoint where tests let the process die
     */
    public Gateway(
            SettingsResult.Valid valid, SettingsOrigin origin, RedisSettings redisSettings, CrashPoint crashPoint) {
        this.settings = valid.settings();
        this.schemas = new SettingsReader(name -> null, Sources::prepare).schemas();
        this.redisSettings = redisSettings;
        this.crashPoint = crashPoint;
        this.links = new SignedLinks(settings.process().server().publicUrl());
        this.rules =
                new FixedRules(settings.process().policy(), settings.process().placeholders(), links);
        this.configuration = new Configuration(InForce.of(valid, rules, clock.instant()));
        this.triggers = new LiveTriggers(configuration.now().triggers());
        this.keys = new Keys(redisSettings.keyPrefix());
        this.queue = settings.queue().with(source -> configuration.now().dedupWindow(source));
        this.decisions = new DecisionMetrics(
                meters.registry(),
                configuration.triggers().stream().map(TriggerSettings::name).toList());
        this.findings = new FindingMetrics(meters.registry());
        VertxOptions options =
                new VertxOptions().setEventLoopPoolSize(acceptLoops() + 2).setPreferNativeTransport(true);
        this.vertx = meters.observe(Vertx.builder(), options).build();
        this.builtInEsp = new BuiltInEsp(vertx, clock);
        this.reload = new Reload(vertx, origin, rules, this::put, new ReloadMetrics(meters.registry()), clock);
    }

    /** The built-in ESP, where a destination asks for it. */
    public @Nullable SimulatorServer simulator() {
        return builtInEsp.server();
    }

    /** The public port, -1 when this process does not accept. */
    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    /** Starts; fails with {@link StartException} when Redis is not fit, and as {@link RedisRouter#connect} when it is not there. */
    public Future<Void> start() {
        return Loops.next(vertx)
                .<Void>compose(workLoop -> new Startup(workLoop).run().mapEmpty())
                .onSuccess(v -> LOG.atInfo()
                        .addKeyValue("port", port)
                        .addKeyValue("management", managementPort)
                        .addKeyValue("roles", settings.process().roles())
                        .log("the gateway is running"));
    }

    /**
     * Accepts nothing more, finishes what is in hand, gives the rest back and ends. The answer is no Vert.x future: the last
     * step ends the event loops that would deliver it.
     */
    public CompletionStage<Void> stop() {
        draining = true;
        return closing.run()
                .toCompletionStage()
                .thenCompose(v -> vertx.close().toCompletionStage())
                .thenRun(meters::close);
    }

    /**
     * Puts a version of the configuration into force. The parts follow one after the other within moments; each order is a
     * right one, as messages for a destination that is not there yet, or no more, wait in its outbox.
     */
    private Future<List<String>> put(InForce next) {
        return builtInEsp.place(next.flow().destinations()).map(next::with).map(placed -> {
            configuration.put(placed);
            triggers.use(placed.triggers());
            if (counting != null) {
                counting.changed();
            }
            if (delivering != null) {
                delivering
                        .configure(placed.flow().destinations())
                        .onFailure(cause -> LOG.warn("destinations are not all at work", cause));
            }
            if (accepting != null) {
                accepting.serve(placed.sources());
            }
            return configuration.needRestart(placed);
        });
    }

    private static int acceptLoops() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    }

    /** A Redis that this process has started is nobody else's, so what a killed process held is taken over at once. */
    private boolean alone() {
        return settings.process().redis() instanceof RedisChoice.Embedded;
    }

    private boolean has(ProcessRole role) {
        return settings.process().roles().contains(role);
    }

    private Set<Duty> duties() {
        Set<Duty> duties = EnumSet.noneOf(Duty.class);
        if (has(ProcessRole.DECIDE)) {
            duties.add(Duty.INTAKE);
            duties.add(Duty.DECIDE);
        }
        if (has(ProcessRole.DELIVER)) {
            duties.add(Duty.DELIVER);
        }
        return duties;
    }

    /** One start, step by step. */
    private final class Startup {
        private final Context workLoop;
        private final RedisRouter redis;
        private final RedisCheck check;
        private final Members members;
        private final Switchboard switchboard;
        private final List<Territory> territories = new ArrayList<>();
        private final Overload overload;
        private final TriggerSwitches switches;
        private final StoredProfiles profiles;
        private final EventStore ownEvents;
        private final SegmentCounting segments;

        Startup(Context workLoop) {
            this.workLoop = workLoop;
            this.redis = router(workLoop);
            this.check = new RedisCheck(redis, keys, redisSettings.durability());
            this.overload =
                    new Overload(check, settings.process().storage().overload().redisMemoryHigh());
            String id = Members.uniqueId("tidegate", ProcessHandle.current().pid(), random);
            Doorbell[] bell = new Doorbell[1];
            this.members = new Members(
                    workLoop,
                    redis,
                    keys,
                    new Members.Self(id, duties(), alone(), Members.Timing.STANDARD),
                    redisClock,
                    member -> bell[0].ring(member, new Rings.Membership().text()));
            this.switchboard = new Switchboard(members, queue.intakes(), queue.partitions());
            bell[0] = new Doorbell(workLoop, redisSettings, random, redis, keys, id, switchboard);
            switchboard.connect(bell[0]);
            closing.add("the doorbell", bell[0]::close);
            this.switches = new TriggerSwitches(redis, keys);
            this.doorbell = bell[0];
            this.profiles = new StoredProfiles(redis, keys, queue.partitions(), queue.historyRetention(), clock);
            this.ownEvents = ownEvents();
            this.segments = new SegmentCounting(
                    new SegmentCounting.Tools(vertx, workLoop, redis, keys, clock, id),
                    () -> configuration.now().triggers().segments(),
                    new SegmentGauges(meters.registry()));
        }

        private final Doorbell doorbell;
        private DecidedEvents archived = DecidedEvents.IGNORED;
        private RequestLog requests = RequestLog.NONE;
        private final EngagementMetrics engagement =
                new EngagementMetrics(meters.registry(), name -> triggers.now().named(name) != null);

        Future<?> run() {
            redis.watch(new RedisUpDown());
            return redis.connect()
                    .compose(v -> fitness())
                    .compose(v -> links.agree(redis, keys, random))
                    .compose(v -> startSimulator())
                    .compose(v -> has(ProcessRole.DELIVER) ? deliver() : Future.succeededFuture())
                    .compose(v -> archives() ? onWorkLoop(this::archive) : Future.succeededFuture())
                    .compose(v -> onWorkLoop(this::joinAndDecide))
                    .onSuccess(v -> countSegments())
                    .compose(v -> has(ProcessRole.ACCEPT) ? accept() : Future.succeededFuture())
                    .compose(v -> manage());
        }

        /** Also wakes everything when Redis is back: hints were missed. */
        private final class RedisUpDown implements RedisWatcher {
            @Override
            public void up() {
                redisMetrics.up(true);
                workLoop.runOnContext(turn -> switchboard.lookAtEverything());
            }

            @Override
            public void down() {
                redisMetrics.up(false);
            }
        }

        private Future<?> fitness() {
            return check.look()
                    .compose(report -> check.agree(queue.intakes(), queue.partitions())
                            .map(disagreements -> {
                                report.warnings().forEach(warning -> LOG.warn("{}", warning));
                                List<String> problems = new ArrayList<>(report.problems());
                                problems.addAll(disagreements);
                                if (!problems.isEmpty()) {
                                    throw new StartException(problems.stream()
                                            .map(problem -> "redis: " + problem)
                                            .toList());
                                }
                                return null;
                            }));
        }

        private Future<?> startSimulator() {
            closing.add("the simulator", builtInEsp::close);
            InForce first = configuration.now();
            return builtInEsp
                    .place(first.flow().destinations())
                    .onSuccess(placed -> configuration.put(first.with(placed)));
        }

        private Future<?> deliver() {
            return Loops.next(vertx).compose(loop -> {
                RedisRouter router = router(loop);
                Territory[] share = new Territory[1];
                DeliveryWorker worker = new DeliveryWorker(
                        loop,
                        new DeliveryTools(
                                vertx,
                                router,
                                keys,
                                HostLookup.system(),
                                clock,
                                random,
                                new DeliveryMetrics(meters.registry(), decisions),
                                connector -> Connectors.of(connector, links),
                                crashPoint,
                                queue.decisionRetention()),
                        (partition, ownership) -> workLoop.runOnContext(turn -> share[0].fenced(partition, ownership)));
                return router.connect()
                        .compose(v -> worker.start(configuration.now().flow().destinations()))
                        .onSuccess(v -> {
                            closing.add(
                                    "delivery",
                                    () -> worker.stop().timeout(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
                            switchboard.connect(worker);
                            delivering = worker;
                            share[0] = new Territory(
                                    redis,
                                    keys,
                                    members,
                                    Duty.DELIVER,
                                    queue.partitions(),
                                    new DeliverTenant(worker, workLoop));
                            territories.add(share[0]);
                        });
            });
        }

        private boolean archives() {
            return has(ProcessRole.DECIDE) || has(ProcessRole.ACCEPT);
        }

        /** Closed after the partitions are given back, so that it has all they decided. */
        private Future<Void> archive() {
            ArchiveSettings wanted = settings.process().archive().orElse(null);
            if (wanted == null) {
                return Future.succeededFuture();
            }
            EventArchive archive = new EventArchive(
                    vertx, workLoop, wanted, members.id(), clock, new ArchiveMetrics(meters.registry()));
            archived = new ArchivedDecisions(archive);
            requests = new ArchivedRequests(archive::received);
            return archive.start()
                    .onSuccess(v -> closing.add("the archive", () -> onWorkLoop(archive::close)))
                    .recover(cause -> Future.failedFuture(
                            new StartException(List.of("archive.directory: cannot be used: " + cause.getMessage()))));
        }

        private Future<Void> joinAndDecide() {
            if (has(ProcessRole.DECIDE)) {
                Territory[] partitions = new Territory[1];
                DecideRole role = new DecideRole(
                        vertx,
                        redis,
                        keys,
                        queue,
                        triggers,
                        redisClock::millis,
                        random,
                        new OutgoingMessages(new Outbox(keys), switchboard),
                        new DecisionCounts(decisions, findings, engagement),
                        archived,
                        completions(),
                        crashPoint,
                        switchboard::partitionElsewhere,
                        partition -> {
                            var held = partitions[0].ownership(partition);
                            if (held != null) {
                                partitions[0].fenced(partition, held);
                            }
                        });
                switchboard.connect(role);
                switchboard.onControl(() -> obeyOperator()
                        .onFailure(cause -> LOG.debug("could not look up what is set for triggers", cause)));
                territories.add(new Territory(
                        redis, keys, members, Duty.INTAKE, queue.intakes(), new DecideTenants.Intakes(role)));
                partitions[0] = new Territory(
                        redis, keys, members, Duty.DECIDE, queue.partitions(), new DecideTenants.Partitions(role));
                territories.add(partitions[0]);
            }
            doorbell.open();
            long timer = vertx.setPeriodic(LOOK_EVERY.toMillis(), tick -> switchboard.lookAtEverything());
            closing.add("membership", this::leave);
            closing.add("the regular look", () -> {
                vertx.cancelTimer(timer);
                return Future.succeededFuture();
            });
            // Nothing is decided before it is known which triggers the operator has disabled.
            return (has(ProcessRole.DECIDE) ? obeyOperator() : Future.succeededFuture())
                    .compose(known -> members.start());
        }

        private Completions completions() {
            HttpCall http = new HttpCall(
                    vertx,
                    HostLookup.system(),
                    clock,
                    ProviderCompletions.CONNECTIONS,
                    ProviderCompletions.LARGEST_ANSWER);
            closing.add("completing", http::close);
            return new ProviderCompletions(
                    new CompletingSources(() -> configuration.now().sources(), Replays.NOTHING),
                    http,
                    clock,
                    new CompletionMetrics(meters.registry()));
        }

        /** A process that only accepts or delivers leaves counting to others. */
        private void countSegments() {
            if (has(ProcessRole.DECIDE)) {
                segments.start();
                counting = segments;
                closing.add("the count of segments", () -> {
                    segments.stop();
                    return Future.succeededFuture();
                });
            }
        }

        private Future<?> obeyOperator() {
            return switches.read().onSuccess(triggers::obey);
        }

        /** Gives everything back before leaving, so that others need not wait for this process to be taken for dead. */
        private Future<Void> leave() {
            return onWorkLoop(() -> members.retire()
                    .otherwiseEmpty()
                    .compose(v -> Future.join(
                            territories.stream().map(Territory::close).toList()))
                    .otherwiseEmpty()
                    .compose(v -> members.close()));
        }

        private Future<?> accept() {
            long watching = overload.start(vertx);
            closing.add("the watch on memory", () -> {
                vertx.cancelTimer(watching);
                return Future.succeededFuture();
            });
            IntakeBells bells = new IntakeBells(queue.intakes(), workLoop, switchboard::intake);
            List<Future<Void>> connecting = new CopyOnWriteArrayList<>();
            LookUps lookUps = new LookUps(vertx, workLoop, redis, keys, clock);
            closing.add("look-ups", lookUps::close);
            IngestServer server = new IngestServer(
                    vertx,
                    settings.process().server(),
                    configuration.now().sources(),
                    loop -> store(loop, bells, connecting),
                    new PreferencePages(links, profiles, ownEvents, clock),
                    new Instruments(new IngestMetrics(meters.registry(), refusals), clock, random, lookUps, requests));
            // requests may come before, and are asked to come again
            Future<Integer> ready = server.start(acceptLoops())
                    .compose(listening -> Future.join(connecting).transform(done -> Future.succeededFuture(listening)));
            return ready.onSuccess(listening -> {
                port = listening;
                accepting = server;
                closing.add("the public port", () -> server.stop(DRAIN_LIMIT));
            });
        }

        /** @param connecting gets when the loop's connections are there */
        private EventStore store(Context loop, IntakeBells bells, List<Future<Void>> connecting) {
            RedisRouter router = router(loop);
            connecting.add(router.connect()
                    .onFailure(cause -> LOG.warn("accepting without Redis for now cause={}", String.valueOf(cause))));
            Acceptance acceptance = new Acceptance(
                    loop,
                    router,
                    keys,
                    queue,
                    RandomGenerator.getDefault(),
                    overload::full,
                    bells.rope(loop),
                    crashPoint);
            return acceptance::store;
        }

        private Future<?> manage() {
            ManagementServer server = new ManagementServer(
                    vertx, settings.process().management(), this::reasonsAgainst, meters, counts(), operatorApi());
            return server.start().onSuccess(listening -> {
                managementPort = listening;
                closing.add("the management port", server::stop);
                watchFiles();
            });
        }

        private void watchFiles() {
            SettingsWatch watch = new SettingsWatch(vertx, reload);
            watch.start();
            closing.add("the watch on files", () -> {
                watch.stop();
                return Future.succeededFuture();
            });
        }

        private QueueCounts counts() {
            QueueGauges gauges = new QueueGauges(meters.registry(), clock);
            return new QueueCounts(workLoop, new Backlog(redis, keys, queue), delivering, gauges, clock);
        }

        private OperatorApi operatorApi() {
            EventTraces traces = new EventTraces(redis, keys, queue);
            Quarantine quarantine = new Quarantine(redis, keys, queue.intakes());
            Deliveries deliveries = new Deliveries(
                    redis,
                    keys,
                    queue.partitions(),
                    (partition, destination) ->
                            workLoop.runOnContext(turn -> switchboard.outbox(partition, destination)),
                    () -> workLoop.runOnContext(turn -> switchboard.control()));
            return new OperatorApi(
                    traces::find,
                    quarantine::list,
                    DeliveryOperations.on(deliveries, queue.partitions()),
                    new Customers(
                            profiles,
                            event -> ownEvents.store(List.of(event)).map(List::getFirst),
                            traces::body,
                            RequestList.of(new PrivacyRequests(redis, keys)),
                            clock),
                    new Controls(
                            configuration,
                            reload,
                            TriggerOperations.on(
                                    switches,
                                    new WaitingRuns(redis, keys, queue.partitions()),
                                    () -> workLoop.runOnContext(turn -> switchboard.control())),
                            SegmentOperations.on(segments),
                            new LocalDestinations(delivering),
                            refusals,
                            backtests(),
                            replays(),
                            schemas));
        }

        private Backtests backtests() {
            WorkerExecutor worker = vertx.createSharedWorkerExecutor("backtests", 1, LONGEST_WORK.toNanos());
            TrialRun run = settings.process()
                    .archive()
                    .map(archive -> new TrialRun(archive, rules.policy(), clock, Backtests.MOST_CUSTOMERS))
                    .orElse(null);
            return new Backtests(
                    new SettingsReader(name -> null, Sources::prepare),
                    configuration,
                    run,
                    worker,
                    new JobBook<>(clock, random));
        }

        private Replays replays() {
            WorkerExecutor worker = vertx.createSharedWorkerExecutor("replays", 1, LONGEST_WORK.toNanos());
            ArchiveReader archive = settings.process()
                    .archive()
                    .map(kept -> new ArchiveReader(kept.directory()))
                    .orElse(null);
            return new Replays(
                    new Replays.Tools(vertx, worker, clock),
                    archive,
                    configuration,
                    ownEvents,
                    new JobBook<>(clock, random));
        }

        /** Events that the gateway itself makes are taken in by every process, also one that does not accept others. */
        private EventStore ownEvents() {
            Acceptance acceptance = new Acceptance(
                    workLoop,
                    redis,
                    keys,
                    queue,
                    RandomGenerator.getDefault(),
                    overload::full,
                    switchboard::intake,
                    crashPoint);
            return events -> onWorkLoop(() -> acceptance.store(events));
        }

        private List<String> reasonsAgainst() {
            List<String> reasons = new ArrayList<>();
            if (draining) {
                reasons.add("the gateway is stopping");
            }
            if (!redis.isUp()) {
                reasons.add("Redis does not answer");
            }
            if (members.view().live().isEmpty()) {
                reasons.add("the gateway has not joined the others yet");
            }
            if (has(ProcessRole.ACCEPT) && port < 0) {
                reasons.add("the public port is not open");
            }
            return reasons;
        }

        private RedisRouter router(Context loop) {
            RedisRouter router = new RedisRouter(loop, redisSettings, random, redisMetrics::answered);
            closing.add("Redis", router::close);
            return router;
        }

        private <T> Future<T> onWorkLoop(Supplier<Future<T>> work) {
            Promise<T> done = Promise.promise();
            workLoop.runOnContext(turn -> work.get().onComplete(done));
            return done.future();
        }
    }

    /** Redis can be reached and does not fit, or the archive cannot be written. */
    public static final class StartException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<String> problems;

        StartException(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }

        /** What is wrong, a sentence each. */
        public List<String> problems() {
            return problems;
        }
    }
}
