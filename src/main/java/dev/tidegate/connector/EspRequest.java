package dev.tidegate.connector;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is asked of an ESP, complete but for what the transport itself adds. */
public sealed interface EspRequest {
    /** The header that counts the attempts at a message; the body never does. */
    String ATTEMPT = "tidegate-attempt";

    /**
     * One HTTP request.
     *
     * @param method such as {@code POST}
     * @param url absolute, http or https
     * @param headers by lower-case name
     * @param body not to be changed by anybody
     */
    record Http(String method, URI url, Map<String, String> headers, byte[] body) implements EspRequest {
        public Http {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /** Without URL, headers and body, which hold secrets and personal data. */
        @Override
        public String toString() {
            return "Http[" + method + " " + url.getHost() + "]";
        }
    }

    /**
     * One mail. Nothing in it can end a line of its head and begin another.
     *
     * @param from an address, with or without a name: {@code Shop <news@shop.example>}
     * @param to an address
     * @param html null for a mail of text only
     * @param headers beyond those of sender, recipient, subject and content
     */
    record Mail(
            MailServer server,
            String from,
            String to,
            String subject,
            String text,
            @Nullable String html,
            Map<String, String> headers)
            implements EspRequest {
        public Mail {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            Stream.concat(
                            Stream.of(from, to, subject),
                            headers.entrySet().stream()
                                    .flatMap(header -> Stream.of(header.getKey(), header.getValue())))
                    .forEach(Mail::checkLine);
        }

        private static void checkLine(String text) {
            if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                throw new Unwritable(
                        "its subject or another line of its head would hold a line break or another control character");
            }
        }
    }
}
