package dev.tidegate.app;

import dev.tidegate.app.cli.SettingsOrigin;
import dev.tidegate.app.settings.GatewaySettings;
import dev.tidegate.app.settings.ProcessRole;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.connector.simulator.SimulatorServer;
import dev.tidegate.delivery.DeliveryWorker;
import dev.tidegate.domain.CrashPoint;
import dev.tidegate.ingest.EventStore;
import dev.tidegate.ingest.preferences.PreferencePages;
import dev.tidegate.profile.SignedLinks;
import dev.tidegate.profile.StoredProfiles;
import dev.tidegate.queue.TriggerSwitches;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisCheck;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.segment.SegmentCounting;
import dev.tidegate.telemetry.DecisionMetrics;
import dev.tidegate.telemetry.Meters;
import dev.tidegate.telemetry.RedisMetrics;
import dev.tidegate.telemetry.RefusalLog;
import dev.tidegate.telemetry.ReloadMetrics;
import dev.tidegate.telemetry.SegmentGauges;
import dev.tidegate.trigger.TriggerSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole gateway process: starts every part in order, and stops them in reverse.
 *
 * <p>There are three kinds of event loop: some that accept, one that works (members, intakes, partitions) and one that
 * delivers. More work than one loop can do is for more processes on the same Redis.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** What may take longest in a stop: answering requests under way, and finishing attempts at ESPs. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(6);

    private final Foundation ground;
    private final RefusalLog refusals;
    private final LiveTriggers triggers;
    private final BuiltInEsp builtInEsp;
    private final FixedRules rules;
    private final Reload reload;
    private int port = -1;
    private int managementPort = -1;
    private volatile boolean draining;

    /**
     * @param origin of the settings, to read them again
     * @param crashPoint where tests let the process die
     */
    public Gateway(
            SettingsResult.Valid valid, SettingsOrigin origin, RedisSettings redisSettings, CrashPoint crashPoint) {
        GatewaySettings settings = valid.settings();
        InstantSource clock = InstantSource.system();
        Meters meters = new Meters();
        VertxOptions options =
                new VertxOptions().setEventLoopPoolSize(AcceptPart.loops() + 2).setPreferNativeTransport(true);
        Vertx vertx = meters.observe(Vertx.builder(), options).build();
        SignedLinks links = new SignedLinks(settings.process().server().publicUrl());
        this.rules =
                new FixedRules(settings.process().policy(), settings.process().placeholders(), links);
        Configuration configuration = new Configuration(InForce.of(valid, rules, clock.instant()));
        this.triggers = new LiveTriggers(configuration.now().triggers());
        configuration.onVersion(version -> triggers.use(version.triggers()));
        this.ground = new Foundation(
                settings.process(),
                configuration,
                settings.queue().with(source -> configuration.now().dedupWindow(source)),
                redisSettings,
                new Keys(redisSettings.keyPrefix()),
                links,
                vertx,
                meters,
                new RedisMetrics(meters.registry()),
                clock,
                new SecureRandom(),
                crashPoint,
                new Closing());
        this.refusals = new RefusalLog(clock);
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
        return Loops.next(ground.vertx())
                .<Void>compose(workLoop -> new Startup(workLoop).run().mapEmpty())
                .onSuccess(v -> LOG.atInfo()
                        .addKeyValue("port", port)
                        .addKeyValue("management", managementPort)
                        .addKeyValue("roles", ground.process().roles())
                        .log("the gateway is running"));
    }

    /**
     * Accepts nothing more, finishes what is in hand, gives the rest back and ends. The answer is no Vert.x future: the last
     * step ends the event loops that would deliver it.
     */
    public CompletionStage<Void> stop() {
        draining = true;
        return ground.closing()
                .run()
                .toCompletionStage()
                .thenCompose(v -> ground.vertx().close().toCompletionStage())
                .thenRun(ground.meters()::close);
    }

    /** Puts a version of the configuration into force; answers with the keys that need a restart. */
    private Future<List<String>> put(InForce next) {
        Configuration configuration = ground.configuration();
        return builtInEsp.place(next.flow().destinations()).map(next::with).map(placed -> {
            configuration.put(placed);
            return configuration.needRestart(placed);
        });
    }

    /** One start, step by step. */
    private final class Startup {
        private final Team team;
        private final RedisCheck check;
        private final Overload overload;
        private final TriggerSwitches switches;
        private final DecisionMetrics decisions;
        private final StoredProfiles profiles;
        private final EventStore ownEvents;
        private final SegmentCounting segments;
        private @Nullable DeliveryWorker delivering;
        private ArchivePart.Records records = ArchivePart.Records.NONE;

        Startup(Context workLoop) {
            this.team = new Team(ground, workLoop);
            this.check = new RedisCheck(
                    team.redis(), ground.keys(), ground.redisSettings().durability());
            this.overload =
                    new Overload(check, ground.process().storage().overload().redisMemoryHigh());
            this.switches = new TriggerSwitches(team.redis(), ground.keys());
            this.decisions = new DecisionMetrics(
                    ground.meters().registry(),
                    ground.configuration().triggers().stream()
                            .map(TriggerSettings::name)
                            .toList());
            this.profiles = new StoredProfiles(
                    team.redis(),
                    ground.keys(),
                    ground.queue().partitions(),
                    ground.queue().historyRetention(),
                    ground.clock());
            this.ownEvents = team.ownEvents(overload::full);
            this.segments = new SegmentCounting(
                    new SegmentCounting.Tools(
                            ground.vertx(),
                            workLoop,
                            team.redis(),
                            ground.keys(),
                            ground.clock(),
                            team.members().id()),
                    () -> ground.configuration().now().triggers().segments(),
                    new SegmentGauges(ground.meters().registry()));
        }

        Future<?> run() {
            return team.connect()
                    .compose(v -> fitness())
                    .compose(v -> ground.links().agree(team.redis(), ground.keys(), ground.random()))
                    .compose(v -> startSimulator())
                    .compose(v -> ground.has(ProcessRole.DELIVER) ? deliver() : Future.succeededFuture())
                    .compose(v -> archives() ? archive() : Future.succeededFuture())
                    .compose(v -> team.onWorkLoop(this::decideAndJoin))
                    .onSuccess(v -> countSegments())
                    .compose(v -> ground.has(ProcessRole.ACCEPT) ? accept() : Future.succeededFuture())
                    .compose(v -> manage());
        }

        private Future<?> fitness() {
            return check.look()
                    .compose(report -> check.agree(
                                    ground.queue().intakes(), ground.queue().partitions())
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
            ground.closing().add("the simulator", builtInEsp::close);
            return put(ground.configuration().now());
        }

        private Future<?> deliver() {
            return new DeliverPart(ground, team, decisions).start(DRAIN_LIMIT).onSuccess(worker -> delivering = worker);
        }

        private boolean archives() {
            return ground.has(ProcessRole.DECIDE) || ground.has(ProcessRole.ACCEPT);
        }

        private Future<?> archive() {
            return team.onWorkLoop(() -> new ArchivePart(ground, team).start()).onSuccess(kept -> records = kept);
        }

        private Future<?> decideAndJoin() {
            Future<?> deciding = ground.has(ProcessRole.DECIDE)
                    ? new DecidePart(ground, team, triggers, switches, decisions).start(records.decided())
                    : Future.succeededFuture();
            return deciding.compose(v -> team.join());
        }

        /** A process that only accepts or delivers leaves counting to others. */
        private void countSegments() {
            if (ground.has(ProcessRole.DECIDE)) {
                segments.start();
                ground.configuration().onVersion(version -> segments.changed());
                ground.closing().add("the count of segments", () -> {
                    segments.stop();
                    return Future.succeededFuture();
                });
            }
        }

        private Future<?> accept() {
            return new AcceptPart(ground, team, overload, refusals, records.requests())
                    .start(new PreferencePages(ground.links(), profiles, ownEvents, ground.clock()), DRAIN_LIMIT)
                    .onSuccess(listening -> port = listening);
        }

        private Future<?> manage() {
            OperatorPart operator = new OperatorPart(
                    ground,
                    team,
                    rules.policy(),
                    reload,
                    refusals,
                    switches,
                    profiles,
                    ownEvents,
                    segments,
                    delivering);
            return operator.start(this::reasonsAgainst).onSuccess(listening -> {
                managementPort = listening;
                watchFiles();
            });
        }

        private void watchFiles() {
            SettingsWatch watch = new SettingsWatch(ground.vertx(), reload);
            watch.start();
            ground.closing().add("the watch on files", () -> {
                watch.stop();
                return Future.succeededFuture();
            });
        }

        private List<String> reasonsAgainst() {
            List<String> reasons = new ArrayList<>();
            if (draining) {
                reasons.add("the gateway is stopping");
            }
            if (!team.redis().isUp()) {
                reasons.add("Redis does not answer");
            }
            if (team.members().view().live().isEmpty()) {
                reasons.add("the gateway has not joined the others yet");
            }
            if (ground.has(ProcessRole.ACCEPT) && port < 0) {
                reasons.add("the public port is not open");
            }
            return reasons;
        }
    }
}
