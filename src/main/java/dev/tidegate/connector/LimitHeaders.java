package dev.tidegate.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ESPs say of their limits beside {@code Retry-After}: {@code RateLimit-*}, {@code X-RateLimit-*} and {@code
 * x-sib-ratelimit-*}, each with what remains and when that is reset, in seconds from now or since 1970; and BigCommerce's {@code
 * X-Rate-Limit-*}, in milliseconds from now.
 */
public final class LimitHeaders {
    private static final List<String> FAMILIES = List.of("ratelimit-", "x-ratelimit-", "x-sib-ratelimit-");
    private static final Pattern NUMBER = Pattern.compile("\\s*([0-9]{1,15})(?:\\.[0-9]*)?\\s*");

    /** From here on a number of seconds is a time: it is 2001, or 31 years from now. */
    private static final long SECONDS_SINCE_1970 = 1_000_000_000L;

    private static final long MILLISECONDS_SINCE_1970 = 1_000_000_000_000L;

    private LimitHeaders() {}

    /** How long the ESP wants to be left alone, within {@link RetryAfter#LONGEST}; null when something remains or is not told. */
    public static @Nullable Duration rest(EspAnswer answer) {
        for (String family : FAMILIES) {
            Duration reset = reset(number(answer.header(family + "reset")), answer.at());
            if (reset != null && isUsedUp(answer, answer.header(family + "remaining"))) {
                return reset;
            }
        }
        return isUsedUp(answer, answer.header("x-rate-limit-requests-left"))
                ? millis(number(answer.header("x-rate-limit-time-reset-ms")))
                : null;
    }

    private static boolean isUsedUp(EspAnswer answer, @Nullable String left) {
        Long remaining = number(left);
        return answer.status() == 429 || remaining != null && remaining == 0;
    }

    private static @Nullable Duration reset(@Nullable Long number, Instant now) {
        if (number == null) {
            return null;
        }
        Duration wait = number >= MILLISECONDS_SINCE_1970
                ? Duration.between(now, Instant.ofEpochMilli(number))
                : number >= SECONDS_SINCE_1970
                        ? Duration.between(now, Instant.ofEpochSecond(number))
                        : Duration.ofSeconds(number);
        if (wait.isNegative() || wait.isZero()) {
            return null;
        }
        return wait.compareTo(RetryAfter.LONGEST) > 0 ? RetryAfter.LONGEST : wait;
    }

    private static @Nullable Duration millis(@Nullable Long number) {
        return number == null || number == 0
                ? null
                : Duration.ofMillis(Math.min(number, RetryAfter.LONGEST.toMillis()));
    }

    private static @Nullable Long number(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher number = NUMBER.matcher(header);
        return number.matches() ? Long.valueOf(number.group(1)) : null;
    }
}
