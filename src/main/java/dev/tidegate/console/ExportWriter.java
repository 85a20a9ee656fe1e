package dev.tidegate.console;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.profile.OwnAddress;
import dev.tidegate.profile.SeenEvent;
import dev.tidegate.profile.Standing;
import dev.tidegate.profile.Suppression;
import org.jspecify.annotations.Nullable;

/** Writes all that is stored of a customer as one document. */
final class ExportWriter {
    private ExportWriter() {}

    static byte[] write(ProfileExport export) {
        JsonWriter out = new JsonWriter(16_384).startObject();
        out.name("exported_at").value(Timestamps.format(export.at()));
        out.name("profile");
        ProfileWriter.write(out, export.known(), export.at());
        out.name("addresses");
        AnswerWriter.list(out, export.addresses(), ExportWriter::address);
        out.name("history");
        AnswerWriter.list(out, export.history(), ProfileWriter::write);
        out.name("events");
        AnswerWriter.list(
                out,
                export.events(),
                (o, event) -> event(o, event, export.bodies().get(event.id())));
        out.name("decisions");
        AnswerWriter.list(out, export.verdicts(), ExportWriter::verdict);
        out.name("deliveries");
        AnswerWriter.list(out, export.deliveries(), AnswerWriter::delivery);
        out.name("runs");
        raw(out, export.journey());
        return out.endObject().toBytes();
    }

    private static void address(JsonWriter out, OwnAddress own) {
        out.startObject();
        out.name("channel").value(own.channel().label());
        out.name("address").value(own.address());
        out.name("consent").startObject();
        for (Channel channel : Channel.values()) {
            Standing standing = own.record().consent().get(channel);
            if (standing != null) {
                out.name(channel.label());
                ProfileWriter.write(out, standing);
            }
        }
        out.endObject();
        Suppression suppression = own.record().suppression();
        out.name("suppression");
        if (suppression == null) {
            out.value((String) null);
        } else {
            ProfileWriter.write(out, suppression);
        }
        out.endObject();
    }

    private static void event(JsonWriter out, SeenEvent seen, byte @Nullable [] body) {
        out.startObject();
        out.name("id").value(seen.id().value());
        out.name("type").value(seen.type());
        out.name("at").value(Timestamps.format(seen.at()));
        out.name("source").value(seen.source());
        out.name("event");
        raw(out, body);
        out.endObject();
    }

    private static void verdict(JsonWriter out, Verdict verdict) {
        out.startObject();
        out.name("at").value(Timestamps.format(verdict.at()));
        out.name("event_id").value(verdict.event().value());
        AnswerWriter.verdictMembers(out, verdict);
        out.endObject();
    }

    private static void raw(JsonWriter out, byte @Nullable [] json) {
        if (json == null) {
            out.value((String) null);
        } else {
            out.raw(json);
        }
    }
}
