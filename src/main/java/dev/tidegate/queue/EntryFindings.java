package dev.tidegate.queue;

import dev.tidegate.domain.Finding;
import dev.tidegate.queue.Mergers.Placement;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Lane;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;

/** Leaves with the traces of an intake's events what could not be settled about them and whose they are, and counts it. */
final class EntryFindings {
    private final Deciding deciding;
    private final int intake;

    EntryFindings(Deciding deciding, int intake) {
        this.deciding = deciding;
        this.intake = intake;
    }

    /** @param placements of the entries, in order */
    Future<?> keep(List<IntakeEntry> entries, List<Placement> placements) {
        List<Future<?>> kept = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            List<Finding> findings = new ArrayList<>(entries.get(i).findings());
            findings.addAll(placements.get(i).findings());
            if (!findings.isEmpty()) {
                kept.add(keep(entries.get(i), findings));
            }
        }
        return Future.join(kept);
    }

    private Future<?> keep(IntakeEntry entry, List<Finding> findings) {
        Key trace = deciding.keys().trace(intake, entry.event().id());
        Request set = Request.cmd(Command.HSET)
                .arg(trace.name())
                .arg(EventTraces.FINDINGS)
                .arg(FindingsCodec.encode(findings));
        Request expire = Request.cmd(Command.PEXPIRE)
                .arg(trace.name())
                .arg(deciding.settings().eventRetention().toMillis());
        return deciding.redis()
                .send(Lane.WORK, trace, set)
                .compose(v -> deciding.redis().send(Lane.WORK, trace, expire))
                .onSuccess(v ->
                        findings.forEach(finding -> deciding.ports().meter().found(finding.rule())));
    }
}
