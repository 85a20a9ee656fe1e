package dev.tidegate.source.segment;

import dev.tidegate.source.Request;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;

/** Where a call was made: the page, the device, the campaign that led there. */
final class SegmentContext {
    private static final String[] KEPT = {"page", "campaign", "device", "os", "app", "screen", "library", "referrer"};

    private SegmentContext() {}

    /** A library in a browser leaves address and user agent to the request; one on a server tells its visitor's. */
    static void read(Fields context, Request request, EventDraft draft) {
        String ip = context.text("ip");
        draft.context("ip", ip != null ? ip : request.arrival().remoteIp());
        String agent = context.text(context.has("userAgent") ? "userAgent" : "user_agent");
        draft.context("user_agent", agent != null ? agent : request.headers().first("User-Agent"));
        for (String name : KEPT) {
            draft.context(name, context.get(name));
        }
    }
}
