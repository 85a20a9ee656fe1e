package dev.tidegate.console;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the body of a {@code POST /v1/profiles/{id}/unmerge}, which may be left out. */
final class UnmergeReader {
    private static final JsonReader JSON = new JsonReader(JsonLimits.DEFAULT);
    private static final String PROFILE_ID = "profile_id";

    private UnmergeReader() {}

    /** What came of reading. */
    sealed interface Result {
        /** @param merged the profile that was merged, empty for the one that was merged last */
        record Read(Optional<ProfileId> merged) implements Result {}

        record Faulty(ApiAnswer answer) implements Result {}
    }

    static Result read(byte[] json) {
        if (json.length == 0) {
            return new Result.Read(Optional.empty());
        }
        if (JSON.read(json) instanceof JsonResult.Read(Map<?, ?> body)
                && Set.of(PROFILE_ID).containsAll(body.keySet())) {
            if (body.isEmpty()) {
                return new Result.Read(Optional.empty());
            }
            Optional<ProfileId> merged =
                    body.get(PROFILE_ID) instanceof String text ? ProfilePages.id(text) : Optional.empty();
            if (merged.isPresent()) {
                return new Result.Read(merged);
            }
        }
        return new Result.Faulty(ApiAnswer.problem(
                400,
                "malformed",
                "The body cannot be read",
                "Leave it out, or send {\"profile_id\": \"…\"} with the id of the profile that was merged."));
    }
}
