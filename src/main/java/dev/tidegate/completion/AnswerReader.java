package dev.tidegate.completion;

import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.LimitHeaders;
import dev.tidegate.connector.RetryAfter;
import dev.tidegate.connector.http.HttpResult;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what a provider answered to a question. */
final class AnswerReader {
    /** An order with 250 lines, of which each has some 60 fields, is about half of it. */
    static final int LARGEST = 1 << 20;

    private static final JsonReader JSON = new JsonReader(new JsonLimits(32, 100_000, 256, 256 * 1024, 100));

    /** For so long a provider is left alone that has had too many questions and does not say for how long. */
    private static final Duration REST = Duration.ofSeconds(5);

    /** A token that is being changed lets things be read again soon; each attempt until then is for nothing. */
    private static final Duration DENIED = Duration.ofSeconds(60);

    private AnswerReader() {}

    static Told read(HttpResult result) {
        return switch (result) {
            case HttpResult.Answered(EspAnswer answer) -> answer(answer);
            case HttpResult.NotSent(String reason) -> new Told.Failed(Duration.ZERO, reason);
            case HttpResult.NoAnswer(String reason) -> new Told.Failed(Duration.ZERO, reason);
            case HttpResult.Forbidden(String reason) -> new Told.Refused(reason);
        };
    }

    private static Told answer(EspAnswer answer) {
        int status = answer.status();
        String reason = "the provider answered " + status;
        return switch (status) {
            case 200 -> body(answer);
            case 204 -> new Told.Found(null, 0, rest(answer, Duration.ZERO));
            case 401, 403 -> new Told.Denied(DENIED, reason + ": the access token does not let it be read");
            case 404, 410 -> new Told.Refused(reason + ": it is not there any more");
            case 429 -> new Told.Limited(rest(answer, REST), reason + ": too many questions");
            case 408, 425 -> new Told.Failed(rest(answer, Duration.ZERO), reason);
            default -> status >= 500 ? new Told.Failed(rest(answer, Duration.ZERO), reason) : new Told.Refused(reason);
        };
    }

    private static Told body(EspAnswer answer) {
        if (answer.body().length >= LARGEST) {
            return new Told.Refused("the answer is longer than " + LARGEST + " bytes");
        }
        return switch (JSON.read(answer.body())) {
            case JsonResult.Read(@Nullable Object value) ->
                new Told.Found(value, answer.body().length, rest(answer, Duration.ZERO));
            // one that broke off is cut, too
            case JsonResult.Malformed malformed -> new Told.Failed(Duration.ZERO, "the answer cannot be read");
        };
    }

    private static Duration rest(EspAnswer answer, Duration otherwise) {
        Duration limit = LimitHeaders.rest(answer);
        Duration after = answer.status() == 200 ? null : RetryAfter.parse(answer.header("retry-after"), answer.at());
        Duration rest = limit == null ? after : after == null || limit.compareTo(after) > 0 ? limit : after;
        return rest == null ? otherwise : rest;
    }
}
