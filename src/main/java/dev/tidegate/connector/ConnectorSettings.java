package dev.tidegate.connector;

import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one destination type needs to know beyond what all destinations share. */
public sealed interface ConnectorSettings {
    /** What a message can be there; the first is what it is when nothing is said. */
    default List<Via> vias() {
        return List.of(Via.EVENT);
    }

    /** Any HTTP endpoint; the message is signed as Standard Webhooks, with each secret, so that a secret can be changed. */
    record Webhook(URI url, List<Secret> secrets) implements ConnectorSettings {
        public Webhook {
            secrets = List.copyOf(secrets);
        }

        /** Without what stands behind the host: it often is as good as a password. */
        @Override
        public String toString() {
            return "Webhook[host=" + url.getHost() + ", secrets=" + secrets + "]";
        }
    }

    /**
     * Klaviyo's events API.
     *
     * @param baseUrl null for Klaviyo's own
     */
    record Klaviyo(Secret apiKey, @Nullable URI baseUrl) implements ConnectorSettings {}

    /**
     * A mail server.
     *
     * @param from the sender, with or without a name
     * @param templates by name
     */
    record Smtp(MailServer server, String from, Map<String, Template> templates) implements ConnectorSettings {
        public Smtp {
            templates = Map.copyOf(templates);
        }

        @Override
        public List<Via> vias() {
            return List.of(Via.TEMPLATE);
        }

        /**
         * What a mail is made from, as it was written.
         *
         * @param html null for a mail of text only
         */
        public record Template(
                String subject, String text, @Nullable String html) {}
    }

    /** A catch hook of Zapier, Make, n8n or the like, which takes one flat object. */
    record Zapier(URI url) implements ConnectorSettings {
        /** Without what stands behind the host: it is as good as a password. */
        @Override
        public String toString() {
            return "Zapier[host=" + url.getHost() + "]";
        }
    }

    /**
     * The built-in ESP.
     *
     * @param baseUrl where it listens
     */
    record Simulator(URI baseUrl) implements ConnectorSettings {}
}
