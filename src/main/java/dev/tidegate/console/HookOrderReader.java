package dev.tidegate.console;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what an app says that subscribes a hook, under the names that Zapier's, Make's and n8n's examples use. */
final class HookOrderReader {
    private static final List<String> URLS = List.of("target_url", "targetUrl", "hookUrl", "url");
    private static final List<String> NAMES = List.of("as", "event");
    private static final Set<String> KNOWN = Set.of("target_url", "targetUrl", "hookUrl", "url", "as", "event");
    private static final int LONGEST_URL = 2_048;
    private static final int LONGEST_NAME = 200;

    private final OrderReader body;
    private final boolean anywhere;

    private HookOrderReader(OrderReader body, boolean anywhere) {
        this.body = body;
        this.anywhere = anywhere;
    }

    /** What is ordered, or what to answer. */
    sealed interface Order {
        /** @param as only messages of this name are wanted; null for all */
        record Subscribe(URI url, @Nullable String as) implements Order {}

        record Wrong(ApiAnswer answer) implements Order {}
    }

    /** @param anywhere whether http will do too */
    static Order read(byte[] json, boolean anywhere) {
        return switch (OrderReader.of(json, KNOWN)) {
            case OrderReader.Opened.Malformed(ApiAnswer answer) -> new Order.Wrong(answer);
            case OrderReader.Opened.Body(OrderReader reader) -> new HookOrderReader(reader, anywhere).order();
        };
    }

    private Order order() {
        Optional<URI> url = one(URLS).flatMap(this::url);
        Optional<String> as = one(NAMES).filter(name -> !name.isEmpty());
        if (url.isEmpty()) {
            // never repeats what was sent: it may be a secret with a slip in it
            body.fault("target_url must be an " + (anywhere ? "http:// or https://" : "https://")
                    + " URL without user name and fragment");
        }
        if (as.isPresent()
                && (as.get().length() > LONGEST_NAME || as.get().chars().anyMatch(c -> c < ' '))) {
            body.fault("as must be one line of " + LONGEST_NAME + " characters at most");
        }
        return body.refusal("wrong-hook", "The hook cannot be subscribed")
                .<Order>map(Order.Wrong::new)
                .orElseGet(() -> new Order.Subscribe(url.orElseThrow(), as.orElse(null)));
    }

    private Optional<String> one(List<String> names) {
        List<String> said = names.stream()
                .map(name -> body.text(name).orElse(null))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (said.size() > 1) {
            body.fault("only one of " + String.join(", ", names) + " may be given");
        }
        return said.stream().findFirst();
    }

    private Optional<URI> url(String text) {
        try {
            URI url = new URI(text);
            boolean usable = ("https".equals(url.getScheme()) || anywhere && "http".equals(url.getScheme()))
                    && text.length() <= LONGEST_URL
                    && url.getHost() != null
                    && url.getPort() <= 65_535
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null;
            return usable ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
