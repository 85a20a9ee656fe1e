package dev.tidegate.connector.klaviyo;

import dev.tidegate.connector.Batching;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Several events in one job ({@code POST /api/event-bulk-create-jobs}), which Klaviyo works through after it has answered. One
 * event that Klaviyo has already fails the whole job; so only events go along that cannot have been there before.
 */
final class KlaviyoBulkJobs implements Batching {
    /** Klaviyo takes 1000 events in 5 MB; so many of {@link #MOST_BYTES} always fit, and no more are in hand at a time. */
    private static final int MOST = 500;

    private static final int MOST_BYTES = 10_000;
    private static final int ACCEPTED = 202;

    /** 150 jobs a minute. */
    private static final Duration INTERVAL = Duration.ofMillis(400);

    private final JsonApi api;
    private final Function<EspAnswer, Outcome> reading;

    /** @param reading what an answer means that is the same for all */
    KlaviyoBulkJobs(JsonApi api, Function<EspAnswer, Outcome> reading) {
        this.api = api;
        this.reading = reading;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean takes(Message message, int attempt) {
        return attempt == 1
                && (message.via() == null || message.via() == Via.EVENT)
                && KlaviyoProfileWriter.knowsProfile(message)
                && KlaviyoEventWriter.write(message).length <= MOST_BYTES;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public EspRequest.Http request(List<Message> messages, Instant now) {
        return api.post("/api/event-bulk-create-jobs", KlaviyoEventWriter.job(messages));
    }

    /** The status speaks for all; there is no body. */
    @Override
    public List<Outcome> read(EspAnswer answer, List<Message> messages) {
        boolean isClear = answer.status() == ACCEPTED || answer.status() / 100 != 2;
        Outcome outcome = isClear
                ? reading.apply(answer)
                : new Outcome.Unknown("HTTP " + answer.status() + " to a bulk job, which Klaviyo does not say");
        return Collections.nCopies(messages.size(), outcome);
    }
}
