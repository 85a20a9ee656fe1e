package dev.tidegate.source.ses;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose addresses are visited because a message names them: Amazon SNS' own and those configured, by https only. */
record SnsHosts(Set<String> more) {
    private static final Pattern AMAZON =
            Pattern.compile("sns\\.[a-z]{2}(-[a-z]{1,12}){1,3}-[0-9]\\.amazonaws\\.com(\\.cn)?");
    private static final int LONGEST = 2_000;
    private static final int HTTPS_PORT = 443;

    SnsHosts {
        more = Set.copyOf(more);
    }

    /** The address, or null if it may not be visited. */
    @Nullable
    URI allowed(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            URI url = URI.create(text);
            String host = url.getHost();
            boolean plain = "https".equals(url.getScheme())
                    && host != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && (url.getPort() == -1 || url.getPort() == HTTPS_PORT);
            return plain && isKnown(host.toLowerCase(Locale.ROOT)) ? url : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean isKnown(String host) {
        return AMAZON.matcher(host).matches() || more.contains(host);
    }
}
