package dev.tidegate.source.engagement;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Digests;
import dev.tidegate.domain.Echo;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.FieldError;
import dev.tidegate.source.Item;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event that an ESP tells of a message, in the making: what became of the message, for whom, and which of ours it was.
 * Where the address cannot be one the rest still counts, for that may be just why the message was dropped.
 */
public final class Report {
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_STEP = 4;

    private final EventDraft draft;

    /** @param type the canonical event type */
    public Report(Provenance provenance, String type) {
        this.draft = EventDraft.sparing(provenance);
        draft.type(type);
    }

    /** An element of a batch that is no object. */
    public static Item unreadable() {
        return new Item.Rejected(
                List.of(new FieldError("event", FieldError.Code.FORMAT, "an event has to be an object")));
    }

    /**
     * The provider's id of the event.
     *
     * @param content by which the event is known where there is no id
     */
    public void id(@Nullable Object raw, Fields content) {
        draft.sourceIdOr(
                raw, () -> Digests.base64Url(Digests.sha256().digest(JsonWriter.bytesOf(content.plain())), 16));
    }

    public void at(@Nullable Object raw) {
        draft.occurredAt(raw);
    }

    /** Whom the message was for. */
    public void to(@Nullable Object email) {
        draft.email(email);
    }

    /** The shop's own id of the customer, where the provider knows it. */
    public void customer(@Nullable Object id) {
        draft.customerId(id);
    }

    /** The provider's id of the message. */
    public void message(@Nullable String id) {
        property("provider_message_id", id);
    }

    /** Which message of ours it was, by what the provider returns of it. */
    public void echo(Fields returned) {
        property("message_id", returned.text(Echo.MESSAGE_ID));
        property("trigger", returned.text(Echo.TRIGGER));
        String step = returned.id(Echo.STEP);
        if (step != null && step.length() <= LONGEST_STEP && step.chars().allMatch(c -> c >= '0' && c <= '9')) {
            draft.property("step", Long.valueOf(step));
        }
        property("destination", returned.text(Echo.DESTINATION));
    }

    /**
     * With what the message was opened, or its link.
     *
     * @param bot whether the provider takes it for a machine
     */
    public void openedWith(@Nullable String userAgent, @Nullable String ip, boolean bot) {
        OpenedBy by = bot ? OpenedBy.BOT : OpenedBy.of(userAgent);
        property("user_agent", userAgent);
        draft.context("ip", ip);
        switch (by) {
            case BOT -> draft.property("bot", true);
            case PROXY -> draft.property("machine", true);
            case PERSON -> {}
        }
    }

    /** The link that was clicked. */
    public void url(@Nullable String url) {
        if (url != null && url.length() <= LONGEST_URL) {
            draft.property("url", url);
        }
    }

    /** It could not be delivered: for good, or this time. */
    public void bounced(boolean hard, @Nullable String reason) {
        draft.property("bounce", hard ? "hard" : "soft");
        property("reason", reason);
    }

    /** The customer wants e-mails again. */
    public void resubscribed() {
        draft.consent(Channel.EMAIL, ConsentState.GRANTED, null);
    }

    /** A property as the provider wrote it, cut where it is long. */
    public void property(String name, @Nullable String text) {
        if (text != null) {
            draft.property(name, text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
        }
    }

    public void context(String name, @Nullable Object value) {
        draft.context(name, value);
    }

    /** The event, or what is wrong with it. */
    public Item finish() {
        return draft.finish();
    }
}
