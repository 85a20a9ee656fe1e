package dev.tidegate.console;

import dev.tidegate.delivery.DestinationState;
import dev.tidegate.delivery.Tried;
import dev.tidegate.delivery.Verification;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes how destinations stand, and what came of a test. */
final class DestinationWriter {
    private DestinationWriter() {}

    static byte[] states(List<DestinationState> states) {
        JsonWriter out = new JsonWriter(1_024).startObject();
        out.name("items").startList();
        for (DestinationState state : states) {
            out.startObject();
            out.name("name").value(state.name());
            out.name("paused").value(state.paused());
            out.name("circuit_breaker").value(state.breaker());
            out.name("account_refused").value(state.accountRefused());
            writeVerification(out.name("verified"), state.verification());
            out.endObject();
        }
        return out.endList().name("next").value((String) null).endObject().toBytes();
    }

    private static void writeVerification(JsonWriter out, @Nullable Verification verification) {
        if (verification == null) {
            out.value((String) null);
            return;
        }
        out.startObject();
        out.name("outcome").value(verification.outcome());
        out.name("reason").value(verification.reason());
        out.name("at").value(Timestamps.format(verification.at()));
        out.endObject();
    }

    static byte[] tried(String destination, Tried tried) {
        JsonWriter out = new JsonWriter(256).startObject();
        out.name("destination").value(destination);
        out.name("outcome").value(tried.outcome());
        Integer status = tried.status();
        if (status == null) {
            out.name("status").value((String) null);
        } else {
            out.name("status").value(status.longValue());
        }
        out.name("error").value(tried.error());
        out.name("took_ms").value(tried.took().toMillis());
        return out.endObject().toBytes();
    }
}
