package dev.tidegate.source;

import io.vertx.core.Future;
import java.net.URI;

/** What a source may use beside the request itself. May be used on any event loop; its futures complete on the caller's. */
public interface SourceTools {
    /**
     * What stands at an {@code https} address of the public internet. Fails after five seconds, for an answer other than 200,
     * and for more than 64 KiB.
     */
    Future<byte[]> fetch(URI url);

    /**
     * Whether a token that is good for one body only has not come with another body before: for signatures that do not
     * cover the body. The same body may come again. Fails when that cannot be looked up.
     *
     * @param source the configured name
     * @param token what the provider signed
     * @param body the raw bytes that came with it
     */
    Future<Boolean> isFirstUse(String source, String token, byte[] body);
}
