package dev.tidegate.console;

import dev.tidegate.delivery.Attempt;
import dev.tidegate.delivery.Deliveries;
import dev.tidegate.delivery.Delivery;
import dev.tidegate.domain.Finding;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.queue.EventTrace;
import dev.tidegate.queue.PrivacyRequest;
import dev.tidegate.queue.Quarantine;
import dev.tidegate.queue.QuarantinedEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes what operators are answered. */
final class AnswerWriter {
    private AnswerWriter() {}

    static byte[] problem(int status, String type, String title, String detail) {
        JsonWriter out = new JsonWriter(512).startObject();
        out.name("type").value("urn:tidegate:problem:" + type);
        out.name("title").value(title);
        out.name("status").value(status);
        out.name("detail").value(detail);
        return out.endObject().toBytes();
    }

    /** @param reasons why not, empty for a process that is fine */
    static byte[] health(String status, List<String> reasons) {
        JsonWriter out = new JsonWriter(256).startObject();
        out.name("status").value(status);
        if (!reasons.isEmpty()) {
            out.name("reasons").value(reasons);
        }
        return out.endObject().toBytes();
    }

    static byte[] trace(EventTrace trace, List<Delivery> deliveries) {
        JsonWriter out = new JsonWriter(4_096).startObject();
        out.name("id").value(trace.id().value());
        out.name("received_at").value(Timestamps.format(trace.receivedAt()));
        out.name("event");
        byte[] event = trace.event();
        if (event == null) {
            out.value((String) null);
        } else {
            out.raw(event);
        }
        out.name("checks");
        list(out, trace.findings(), AnswerWriter::finding);
        ProfileId profile = trace.profile();
        out.name("profile_id").value(profile == null ? null : profile.value());
        out.name("verdicts");
        list(out, trace.verdicts(), AnswerWriter::verdict);
        out.name("deliveries");
        list(out, deliveries, AnswerWriter::delivery);
        return out.endObject().toBytes();
    }

    static byte[] quarantine(Quarantine.Page page) {
        return page(page.items(), page.next(), AnswerWriter::quarantined);
    }

    static byte[] privacyRequests(List<PrivacyRequest> items, @Nullable String next) {
        return page(items, next, AnswerWriter::privacyRequest);
    }

    static byte[] struckOff(String request) {
        return bytes(out -> out.name("id").value(request).name("status").value("done"));
    }

    static byte[] deliveries(Deliveries.Page page) {
        return page(page.items(), page.next(), AnswerWriter::delivery);
    }

    static byte[] retried(String delivery) {
        return bytes(out -> out.name("id").value(delivery).name("status").value("queued"));
    }

    static byte[] redriven(String destination, long count) {
        return bytes(out ->
                out.name("destination").value(destination).name("redriven").value(count));
    }

    static byte[] paused(String destination, boolean paused) {
        return bytes(
                out -> out.name("destination").value(destination).name("paused").value(paused));
    }

    private static void finding(JsonWriter out, Finding finding) {
        out.startObject();
        out.name("rule").value(finding.rule().label());
        out.name("outcome").value("flag");
        out.name("detail").value(finding.detail());
        out.endObject();
    }

    private static void verdict(JsonWriter out, Verdict verdict) {
        out.startObject();
        verdictMembers(out, verdict);
        time(out, "at", verdict.at());
        out.endObject();
    }

    /** All that a verdict says but its time and event. */
    static void verdictMembers(JsonWriter out, Verdict verdict) {
        out.name("trigger").value(verdict.trigger());
        out.name("step").value(verdict.step());
        out.name("outcome").value(verdict.outcome().label());
        out.name("reason").value(verdict.reason());
        out.name("gates");
        list(
                out,
                verdict.gates(),
                (o, gate) -> o.startObject()
                        .name("gate")
                        .value(gate.gate())
                        .name("passed")
                        .value(gate.passed())
                        .name("seen")
                        .value(gate.seen())
                        .endObject());
        time(out, "eligible_at", verdict.eligibleAt());
    }

    static void delivery(JsonWriter out, Delivery delivery) {
        out.startObject();
        deliveryMembers(out, delivery);
        time(out, "at", delivery.at());
        out.endObject();
    }

    /** All that a delivery says but its time. */
    static void deliveryMembers(JsonWriter out, Delivery delivery) {
        out.name("id").value(delivery.id().text());
        out.name("message_id").value(delivery.message().value());
        out.name("destination").value(delivery.destination());
        if (delivery.hook() != null) {
            out.name("hook").value(delivery.hook());
        }
        out.name("trigger").value(delivery.trigger());
        out.name("step").value(delivery.step());
        out.name("profile_id").value(delivery.profile().value());
        out.name("event_id").value(delivery.event().value());
        out.name("status").value(delivery.status().label());
        out.name("attempts");
        list(out, delivery.attempts(), AnswerWriter::attempt);
        time(out, "next_attempt_at", delivery.nextAttemptAt());
        if (delivery.cancelledBecause() != null) {
            out.name("cancelled_because").value(delivery.cancelledBecause());
        }
    }

    private static void attempt(JsonWriter out, Attempt attempt) {
        out.startObject();
        time(out, "at", attempt.at());
        Integer status = attempt.status();
        out.name("status").value((Object) status);
        out.name("outcome").value(attempt.outcome());
        out.name("error").value(attempt.error());
        out.endObject();
    }

    private static void quarantined(JsonWriter out, QuarantinedEvent event) {
        out.startObject();
        out.name("id").value(event.id());
        out.name("event_id").value(event.eventId().value());
        out.name("source").value(event.source());
        out.name("reason").value(event.reason());
        time(out, "at", event.at());
        out.name("event").raw(event.event());
        out.endObject();
    }

    private static void privacyRequest(JsonWriter out, PrivacyRequest request) {
        out.startObject();
        out.name("id").value(request.id().value());
        time(out, "at", request.at());
        out.name("type").value(request.type());
        out.name("source").value(request.source());
        out.name("event").raw(request.event());
        out.endObject();
    }

    private static void time(JsonWriter out, String name, @Nullable Instant at) {
        out.name(name).value(at == null ? null : Timestamps.format(at));
    }

    static <T> byte[] page(List<T> items, @Nullable String next, BiConsumer<JsonWriter, T> writer) {
        JsonWriter out = new JsonWriter(4_096).startObject();
        out.name("items");
        list(out, items, writer);
        return out.name("next").value(next).endObject().toBytes();
    }

    static <T> void list(JsonWriter out, List<T> items, BiConsumer<JsonWriter, T> writer) {
        out.startList();
        items.forEach(item -> writer.accept(out, item));
        out.endList();
    }

    private static byte[] bytes(java.util.function.Consumer<JsonWriter> members) {
        JsonWriter out = new JsonWriter(128).startObject();
        members.accept(out);
        return out.endObject().toBytes();
    }
}
