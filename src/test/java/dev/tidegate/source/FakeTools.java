package dev.tidegate.source;

import io.vertx.core.Future;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** An internet of a few pages, and a memory for tokens. */
public final class FakeTools implements SourceTools {
    private final Map<URI, byte[]> pages = new HashMap<>();
    private final Map<String, byte[]> tokens = new HashMap<>();

    /** Something to be found at an address. */
    public FakeTools page(String url, byte[] content) {
        pages.put(URI.create(url), content);
        return this;
    }

    @Override
    public Future<byte[]> fetch(URI url) {
        byte[] page = pages.get(url);
        return page == null ? Future.failedFuture("nothing is there") : Future.succeededFuture(page);
    }

    @Override
    public Future<Boolean> isFirstUse(String source, String token, byte[] body) {
        byte[] known = tokens.putIfAbsent(source + '/' + token, body);
        return Future.succeededFuture(known == null || Arrays.equals(known, body));
    }
}
