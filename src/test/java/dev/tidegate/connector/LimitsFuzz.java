package dev.tidegate.connector;

import dev.tidegate.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code Retry-After} and the headers that tell of limits: a wait is none, or within a day. */
public final class LimitsFuzz implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-11-24T01:30:00Z");

    @Override
    public void run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        check(RetryAfter.parse(text, NOW));
        Map<String, String> headers = new HashMap<>();
        text.lines().filter(line -> line.indexOf(':') > 0).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1));
        });
        check(RetryAfter.parse(headers.get("retry-after"), NOW));
        check(LimitHeaders.rest(new EspAnswer(headers.size() % 2 == 0 ? 200 : 429, headers, input, NOW)));
        var unused = AnswerReader.object(new EspAnswer(200, headers, input, NOW));
    }

    private static void check(@Nullable Duration wait) {
        if (wait != null && (wait.isNegative() || wait.compareTo(RetryAfter.LONGEST) > 0)) {
            throw new AssertionError("to wait for " + wait);
        }
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "120",
                        "Tue, 24 Nov 2026 01:31:00 GMT",
                        "Tuesday, 24-Nov-26 01:31:00 GMT",
                        "Tue Nov 24 01:31:00 2026",
                        "x-ratelimit-remaining:0\nx-ratelimit-reset:1795483803\n",
                        "ratelimit-remaining: 0 \nratelimit-reset: 30.5 ",
                        "x-sib-ratelimit-reset:1795483803412")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
