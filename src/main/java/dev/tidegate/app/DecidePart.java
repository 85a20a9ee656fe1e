package dev.tidegate.app;

import dev.tidegate.delivery.Outbox;
import dev.tidegate.queue.DecidePorts;
import dev.tidegate.queue.DecideRole;
import dev.tidegate.queue.DecideTools;
import dev.tidegate.queue.DecidedEvents;
import dev.tidegate.queue.TriggerSwitches;
import dev.tidegate.redis.Duty;
import dev.tidegate.redis.Territory;
import dev.tidegate.telemetry.DecisionMetrics;
import dev.tidegate.telemetry.EngagementMetrics;
import dev.tidegate.telemetry.FindingMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settling whom events are of, and deciding, on the loop that works. */
record DecidePart(
        Foundation ground, Team team, LiveTriggers triggers, TriggerSwitches switches, DecisionMetrics decisions) {
    private static final Logger LOG = LoggerFactory.getLogger(DecidePart.class);

    /**
     * To be called on the loop that works, before this process takes its share. Nothing is decided before it is known which
     * triggers the operator has disabled.
     *
     * @param archived gets what was decided
     */
    Future<?> start(DecidedEvents archived) {
        Territory[] partitions = new Territory[1];
        Switchboard switchboard = team.switchboard();
        DecideRole role = new DecideRole(
                new DecideTools(
                        ground.vertx(),
                        team.redis(),
                        ground.keys(),
                        ground.queue(),
                        team.redisClock()::millis,
                        ground.random(),
                        ground.crashPoint()),
                new DecidePorts(
                        triggers,
                        new OutgoingMessages(new Outbox(ground.keys()), switchboard),
                        counts(),
                        archived,
                        new CompletionPart(ground, team.redisClock()::millis).start()),
                switchboard::partitionElsewhere,
                partition -> {
                    var held = partitions[0].ownership(partition);
                    if (held != null) {
                        partitions[0].fenced(partition, held);
                    }
                });
        switchboard.connect(role);
        switchboard.onControl(() ->
                obeyOperator().onFailure(cause -> LOG.debug("could not look up what is set for triggers", cause)));
        var unused = team.share(Duty.INTAKE, ground.queue().intakes(), new DecideTenants.Intakes(role));
        partitions[0] = team.share(Duty.DECIDE, ground.queue().partitions(), new DecideTenants.Partitions(role));
        return obeyOperator();
    }

    private Future<?> obeyOperator() {
        return switches.read().onSuccess(triggers::obey);
    }

    private DecisionCounts counts() {
        MeterRegistry registry = ground.meters().registry();
        return new DecisionCounts(
                decisions,
                new FindingMetrics(registry),
                new EngagementMetrics(registry, name -> triggers.now().named(name) != null));
    }
}
