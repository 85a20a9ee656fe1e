package dev.tidegate.source.engagement;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who is behind an open or a click, as far as the user agent tells. */
public enum OpenedBy {
    PERSON,

    /** A mailbox provider's server that fetches images when the person opens the message; their own device is not seen. */
    PROXY,

    /** A scanner, prefetcher or program: nobody has read anything. */
    BOT;

    private static final int LONGEST_LOOKED_AT = 400;

    /** What Apple's Mail Privacy Protection sends when it fetches a message's images in advance, and nobody else. */
    private static final String APPLE_PREFETCH = "Mozilla/5.0";

    private static final Pattern PROXIES = Pattern.compile("googleimageproxy|yahoomailproxy", Pattern.CASE_INSENSITIVE);

    /** Scanners of mail, programs without a screen, and previews of links. {@code CUBOT} is a telephone. */
    private static final Pattern BOTS = Pattern.compile(
            "(?<!cu)bot\\b|crawler|spider|scanner|barracuda|proofpoint|mimecast|messagelabs|symantec|trendmicro|fireeye"
                + "|forcepoint|cloudmark|bitdefender|sophos|fortiguard|safelinks|virustotal|urlscan|headlesschrome|phantomjs|python[-/]|axios/|link"
                + " preview|\\bcurl/|\\bwget/|go-http-client|\\bjava/|okhttp|apache-httpclient|node-fetch"
                + "|libwww|facebookexternalhit|bingpreview|microsoftpreview|skypeuripreview|\\bwhatsapp/|shortwave"
                + " image fetcher|fastmailua",
            Pattern.CASE_INSENSITIVE);

    /** Reads a user agent; without one there is no reason to doubt. */
    public static OpenedBy of(@Nullable String userAgent) {
        if (userAgent == null) {
            return PERSON;
        }
        String text = userAgent.length() > LONGEST_LOOKED_AT ? userAgent.substring(0, LONGEST_LOOKED_AT) : userAgent;
        if (PROXIES.matcher(text).find()) {
            return PROXY;
        }
        return text.strip().equals(APPLE_PREFETCH) || BOTS.matcher(text).find() ? BOT : PERSON;
    }
}
