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
     * Klaviyo, as an event on the profile, the profile itself or its subscription.
     *
     * @param baseUrl null for Klaviyo's own
     * @param bulk whether several events may go as one bulk job
     */
    record Klaviyo(Secret apiKey, @Nullable URI baseUrl, boolean bulk) implements ConnectorSettings {
        public static final List<Via> VIAS = List.of(Via.EVENT, Via.PROFILE, Via.SUBSCRIBE, Via.UNSUBSCRIBE);

        @Override
        public List<Via> vias() {
            return VIAS;
        }
    }

    /**
     * Braze, as an event on the user, a campaign or a canvas.
     *
     * @param baseUrl of the account's own instance
     */
    record Braze(Secret apiKey, URI baseUrl) implements ConnectorSettings {
        public static final List<Via> VIAS = List.of(Via.EVENT, Via.CAMPAIGN, Via.CANVAS);

        @Override
        public List<Via> vias() {
            return VIAS;
        }
    }

    /**
     * Customer.io, as an event on the person, a transactional message or a broadcast.
     *
     * @param appApiKey what the latter two need; null for events only
     * @param trackUrl where events go
     * @param appUrl where the latter two go
     */
    record CustomerIo(
            String siteId, Secret apiKey, @Nullable Secret appApiKey, URI trackUrl, URI appUrl)
            implements ConnectorSettings {
        public static final List<Via> VIAS = List.of(Via.EVENT, Via.TRANSACTIONAL, Via.BROADCAST);

        @Override
        public List<Via> vias() {
            return appApiKey == null ? List.of(Via.EVENT) : VIAS;
        }
    }

    /** SendGrid's mails from dynamic templates. */
    record SendGrid(Secret apiKey, Sender from, URI baseUrl) implements ConnectorSettings {
        @Override
        public List<Via> vias() {
            return List.of(Via.TEMPLATE);
        }
    }

    /**
     * Postmark's mails from templates.
     *
     * @param messageStream null for the server's default transactional one
     */
    record Postmark(
            Secret serverToken, Sender from, @Nullable String messageStream, URI baseUrl) implements ConnectorSettings {
        @Override
        public List<Via> vias() {
            return List.of(Via.TEMPLATE);
        }
    }

    /**
     * Mandrill's mails from templates.
     *
     * @param from null for what each template says
     */
    record Mandrill(Secret apiKey, @Nullable Sender from, URI baseUrl) implements ConnectorSettings {
        @Override
        public List<Via> vias() {
            return List.of(Via.TEMPLATE);
        }
    }

    /** Mailgun's mails from templates, of one domain there. */
    record Mailgun(Secret apiKey, String domain, Sender from, URI baseUrl) implements ConnectorSettings {
        @Override
        public List<Via> vias() {
            return List.of(Via.TEMPLATE);
        }
    }

    /**
     * Brevo, as a mail from a template or an event on the contact.
     *
     * @param from null for what each template says
     */
    record Brevo(Secret apiKey, @Nullable Sender from, URI baseUrl) implements ConnectorSettings {
        public static final List<Via> VIAS = List.of(Via.TEMPLATE, Via.EVENT);

        @Override
        public List<Via> vias() {
            return VIAS;
        }
    }

    /** Iterable's events API. */
    record IterableEvents(Secret apiKey, URI baseUrl) implements ConnectorSettings {}

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

    /**
     * Catch hooks of Zapier, Make, n8n or the like, which take one flat object.
     *
     * @param url one that gets all messages; null where there are only those that apps subscribe
     */
    record Zapier(@Nullable URI url) implements ConnectorSettings {
        /** Without what stands behind the host: it is as good as a password. */
        @Override
        public String toString() {
            return "Zapier[host=" + (url == null ? "none" : url.getHost()) + "]";
        }
    }

    /**
     * The built-in ESP.
     *
     * @param baseUrl where it listens
     */
    record Simulator(URI baseUrl) implements ConnectorSettings {}
}
