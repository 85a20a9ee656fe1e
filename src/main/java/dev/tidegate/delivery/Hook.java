package dev.tidegate.delivery;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hook that an app has subscribed to a destination. Whoever knows its URL can post there, so the URL is shown to nobody.
 *
 * @param as only messages of this name go there; null for all
 */
public record Hook(String id, URI url, @Nullable String as, Instant since) {
    boolean wants(String name) {
        return as == null || as.equals(name);
    }

    /** All that may be shown of the URL. */
    public String host() {
        return String.valueOf(url.getHost());
    }

    @Override
    public String toString() {
        return "Hook[" + id + " host=" + host() + "]";
    }
}
