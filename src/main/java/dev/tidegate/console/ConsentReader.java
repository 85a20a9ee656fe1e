package dev.tidegate.console;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.profile.ConsentEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the body of a {@code PUT /v1/profiles/{id}/consent}, or tells all that is wrong with it. */
final class ConsentReader {
    private static final JsonReader JSON = new JsonReader(JsonLimits.DEFAULT);
    private static final Set<String> KEYS = Set.of("channel", "state", "source", "at", "proof");
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,63}");
    private static final int LONGEST_PROOF = 200;

    /** Clocks differ by that much, and such a time counts as now. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Map<?, ?> body;
    private final Instant now;
    private final List<String> faults = new ArrayList<>();

    private ConsentReader(Map<?, ?> body, Instant now) {
        this.body = body;
        this.now = now;
    }

    /** What came of reading. */
    sealed interface Result {
        record Read(ConsentEvent consent) implements Result {}

        record Faulty(ApiAnswer answer) implements Result {}
    }

    static Result read(byte[] json, ProfileId profile, Instant now) {
        return switch (JSON.read(json)) {
            case JsonResult.Read(Map<?, ?> body) -> new ConsentReader(body, now).consent(profile);
            case JsonResult.Read other -> malformed("A JSON object is needed.");
            case JsonResult.Malformed(String message, long offset) -> malformed(message);
        };
    }

    private static Result malformed(String detail) {
        return new Result.Faulty(ApiAnswer.problem(400, "malformed", "The body cannot be read", detail));
    }

    private Result consent(ProfileId profile) {
        Channel channel = choice(Channel.class, "channel", "email or sms");
        ConsentState state = choice(ConsentState.class, "state", "granted or denied");
        if (state == ConsentState.UNKNOWN) {
            faults.add("state must be granted or denied");
        }
        Instant at = time();
        String source = text("source", "letters, digits, spaces and . _ : / -, 64 at most", SOURCE);
        String proof = text("proof", "text of " + LONGEST_PROOF + " characters at most", null);
        body.keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> faults.add("only channel, state, source, at and proof are known"));
        if (!faults.isEmpty() || channel == null || state == null) {
            String detail = String.join("; ", faults.stream().distinct().toList()) + ".";
            return new Result.Faulty(ApiAnswer.problem(422, "invalid-consent", "Not a consent", detail));
        }
        return new Result.Read(new ConsentEvent(
                profile,
                new ConsentChange(channel, state, at),
                ConsentEvent.By.OPERATOR,
                source == null ? "operator" : source,
                proof));
    }

    private <E extends Enum<E>> @Nullable E choice(Class<E> type, String key, String allowed) {
        if (body.get(key) instanceof String word) {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return constant;
                }
            }
        }
        faults.add(key + " must be " + allowed);
        return null;
    }

    private Instant time() {
        Object at = body.get("at");
        if (at == null) {
            return now;
        }
        Instant time = at instanceof String text ? instant(text) : null;
        if (time == null || time.isAfter(now.plus(TOLERANCE))) {
            faults.add("at must be a time such as 2026-11-24T01:02:03Z, not in the future");
            return now;
        }
        return time.isAfter(now) ? now : time;
    }

    private static @Nullable Instant instant(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(Instant.EPOCH) ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable String text(String key, String allowed, @Nullable Pattern pattern) {
        Object value = body.get(key);
        if (value == null) {
            return null;
        }
        boolean fits = value instanceof String text
                && (pattern == null
                        ? text.length() <= LONGEST_PROOF && text.chars().noneMatch(Character::isISOControl)
                        : pattern.matcher(text).matches());
        if (!fits) {
            faults.add(key + " must be " + allowed);
        }
        return fits ? (String) value : null;
    }
}
