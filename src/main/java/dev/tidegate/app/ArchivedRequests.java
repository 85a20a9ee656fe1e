package dev.tidegate.app;

import dev.tidegate.archive.ArchivedRequest;
import dev.tidegate.archive.EventArchive;
import dev.tidegate.archive.RecordedRequest;
import dev.tidegate.archive.RequestCodec;
import dev.tidegate.domain.EventId;
import dev.tidegate.ingest.RequestLog;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Has the archive keep what sources take, without what proved the sender. */
record ArchivedRequests(EventArchive archive) implements RequestLog {
    /** A longer body is not kept, and then its events are replayed as they were mapped. */
    static final int LONGEST = 256 << 10;

    private static final Pattern PROOF = Pattern.compile(
            ".*(authorization|cookie|signature|hmac|secret|passw|token|(api|access|write)[-_]?key|auth$|auth-).*");

    /** Of no use to a mapping. */
    private static final Set<String> TRANSPORT = Set.of(
            "host",
            "connection",
            "content-length",
            "accept",
            "accept-encoding",
            "accept-language",
            "user-agent",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-real-ip",
            "forwarded");

    @Override
    public void taken(Source source, Request request, List<EventId> events) {
        if (request.body().length > LONGEST) {
            return;
        }
        try {
            String body = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.body()))
                    .toString();
            RecordedRequest kept =
                    // what stands behind a source's name in the path is a secret
                    new RecordedRequest(
                            source.takesPath() ? "" : request.arrival().call(), headers(source, request), body, events);
            archive.received(new ArchivedRequest(request.arrival().at(), source.name(), RequestCodec.encode(kept)));
        } catch (CharacterCodingException binary) {
            // no source reads events from what is no text
            return;
        }
    }

    private static Map<String, String> headers(Source source, Request request) {
        Map<String, String> kept = new HashMap<>(request.headers().asMap());
        kept.keySet()
                .removeIf(name -> TRANSPORT.contains(name)
                        || source.proofHeaders().contains(name)
                        || PROOF.matcher(name).matches());
        return kept;
    }
}
