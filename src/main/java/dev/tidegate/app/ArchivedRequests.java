package dev.tidegate.app;

import dev.tidegate.archive.ArchivedRequest;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Has the archive keep what sources take, without what proved the sender. */
final class ArchivedRequests implements RequestLog {
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

    private static final int MOST_NAMES = 1_000;

    private final Consumer<ArchivedRequest> archive;
    private final Map<String, Boolean> leftOut = new ConcurrentHashMap<>();

    /** @param archive is given each request that is kept, on the loop that received it */
    ArchivedRequests(Consumer<ArchivedRequest> archive) {
        this.archive = archive;
    }

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
            archive.accept(new ArchivedRequest(request.arrival().at(), source.name(), RequestCodec.encode(kept)));
        } catch (CharacterCodingException binary) {
            // no source reads events from what is no text
            return;
        }
    }

    private Map<String, String> headers(Source source, Request request) {
        Set<String> proof = source.proofHeaders();
        Map<String, String> kept = new HashMap<>(request.headers().asMap());
        kept.keySet().removeIf(name -> proof.contains(name) || isLeftOut(name));
        return kept;
    }

    /** Senders use the same few names over and over. */
    private boolean isLeftOut(String name) {
        Boolean known = leftOut.get(name);
        if (known != null) {
            return known;
        }
        boolean out = TRANSPORT.contains(name) || PROOF.matcher(name).matches();
        if (leftOut.size() < MOST_NAMES) {
            leftOut.put(name, out);
        }
        return out;
    }
}
