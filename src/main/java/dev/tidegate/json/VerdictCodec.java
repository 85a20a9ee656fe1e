package dev.tidegate.json;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.domain.Verdict;
import java.time.Instant;

/** A verdict as it stands in the ledger. */
public final class VerdictCodec {
    private VerdictCodec() {}

    public static byte[] encode(Verdict verdict) {
        JsonWriter out = new JsonWriter(512).startObject();
        out.name("event").value(verdict.event().value());
        out.name("trigger").value(verdict.trigger());
        out.name("step").value(verdict.step());
        out.name("outcome").value(verdict.outcome().label());
        out.name("reason").value(verdict.reason());
        out.name("at").value(Timestamps.format(verdict.at()));
        out.name("gates").startList();
        for (Verdict.Gate gate : verdict.gates()) {
            out.startObject();
            out.name("gate").value(gate.gate());
            out.name("passed").value(gate.passed());
            out.name("seen").value(gate.seen());
            out.endObject();
        }
        out.endList();
        Instant eligibleAt = verdict.eligibleAt();
        if (eligibleAt != null) {
            out.name("eligible_at").value(Timestamps.format(eligibleAt));
        }
        out.name("messages").startList();
        for (MessageId message : verdict.messages()) {
            out.value(message.value());
        }
        return out.endList().endObject().toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is of another format
     */
    public static Verdict decode(byte[] json) {
        Stored stored = Stored.read(json);
        return new Verdict(
                new EventId(stored.text("event")),
                stored.text("trigger"),
                stored.integer("step"),
                stored.constant(Verdict.Outcome.class, "outcome"),
                stored.text("reason"),
                stored.instant("at"),
                stored.objects("gates").stream()
                        .map(gate -> new Verdict.Gate(gate.text("gate"), gate.truth("passed"), gate.text("seen")))
                        .toList(),
                stored.instantOrNull("eligible_at"),
                stored.texts("messages").stream().map(MessageId::new).toList());
    }
}
