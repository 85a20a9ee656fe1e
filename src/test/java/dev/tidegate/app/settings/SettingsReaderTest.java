package dev.tidegate.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.archive.ArchiveSettings;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.Sender;
import dev.tidegate.console.AccessToken;
import dev.tidegate.console.ManagementSettings;
import dev.tidegate.console.Role;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.delivery.DestinationSettings.Breaker;
import dev.tidegate.delivery.DestinationSettings.OnUnknown;
import dev.tidegate.delivery.DestinationSettings.Rate;
import dev.tidegate.delivery.DestinationSettings.Retry;
import dev.tidegate.delivery.OnlyTo;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import dev.tidegate.ingest.ServerSettings;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.redis.RedisSettings.Durability;
import dev.tidegate.redis.RedisUri;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.Cidr;
import dev.tidegate.source.Placeholders;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.trigger.ConsentPolicy;
import dev.tidegate.trigger.Frequency;
import dev.tidegate.trigger.Policy;
import dev.tidegate.trigger.QuietHours;
import dev.tidegate.trigger.TriggerSettings;
import dev.tidegate.trigger.TriggerSettings.Cooldown;
import dev.tidegate.trigger.TriggerSettings.Mode;
import dev.tidegate.trigger.TriggerSettings.OnRepeat;
import dev.tidegate.trigger.TriggerSettings.Send;
import dev.tidegate.trigger.TriggerSettings.Step;
import dev.tidegate.trigger.TriggerSettings.Unless;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files say becomes the settings' records. */
class SettingsReaderTest {
    @TempDir
    Path directory;

    private SettingsFolder folder;

    @BeforeEach
    void start() {
        folder = new SettingsFolder(directory);
    }

    @Test
    void fills_in_every_default_of_the_gateway() {
        assertThat(folder.valid().settings().process())
                .isEqualTo(new ProcessSettings(
                        ServerSettings.defaults(),
                        ManagementSettings.defaults(),
                        new RedisChoice.Running(RedisSettings.of("redis://127.0.0.1:6379")),
                        Set.of(ProcessRole.values()),
                        new StorageSettings(
                                16,
                                64,
                                Duration.ofHours(24),
                                new RetentionSettings(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(400)),
                                new OverloadSettings(2_000_000, 85)),
                        Optional.empty(),
                        Placeholders.BUILT_IN,
                        Policy.STANDARD));
    }

    @Test
    void reads_every_key_of_the_gateway() {
        folder.file("tls/chain.pem", "certificate").file("tls/key.pem", "key");
        folder.file("gateway.yaml", """
            server:
              host: 127.0.0.1
              port: 0
              max_body: 256KiB
              trusted_proxies: [10.0.0.0/8, "::1"]
              tls: {certificate: tls/chain.pem, key: tls/key.pem}
              public_url: https://events.shop.example
            management:
              host: localhost
              port: 9000
              tokens:
                - {name: ops, role: admin, sha256: "%1$s"}
            redis: {uri: "rediss://redis.example", key_prefix: shop, start_timeout: PT5S, durability: replicated}
            roles: [accept]
            intakes: 4
            partitions: 8
            dedup_window: 6h
            retention: {events: 2d, decisions: 3d, profile_history: 4d}
            archive: {directory: data/archive, retention: 30d}
            overload: {max_queued_events: 5000, redis_memory_high: 70%}
            identity: {placeholders: [test, N/A]}
            consent: {default: opt_out, countries: {DE: opt_in, US: at_destination}}
            frequency:
              caps:
                - {name: daily, max: 2, per: 24h}
              quiet_hours: {from: "21:00", to: "08:00", timezone: profile, default_timezone: Europe/Berlin, then: defer}
            """.replace("%1$s", "0".repeat(64)));

        assertThat(folder.valid().settings().process())
                .isEqualTo(new ProcessSettings(
                        new ServerSettings(
                                "127.0.0.1",
                                0,
                                256 << 10,
                                List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1")),
                                new ServerSettings.Tls(
                                        directory.resolve("tls/chain.pem"), directory.resolve("tls/key.pem")),
                                URI.create("https://events.shop.example"),
                                ServerSettings.Limits.defaults()),
                        new ManagementSettings(
                                "localhost", 9000, List.of(new AccessToken("ops", Role.ADMIN, "0".repeat(64)))),
                        new RedisChoice.Running(new RedisSettings(
                                List.of(new RedisUri("rediss://redis.example")),
                                "shop",
                                Duration.ofSeconds(5),
                                Durability.REPLICATED,
                                RedisSettings.Limits.standard())),
                        Set.of(ProcessRole.ACCEPT),
                        new StorageSettings(
                                4,
                                8,
                                Duration.ofHours(6),
                                new RetentionSettings(Duration.ofDays(2), Duration.ofDays(3), Duration.ofDays(4)),
                                new OverloadSettings(5_000, 70)),
                        Optional.of(new ArchiveSettings(Path.of("data/archive"), Duration.ofDays(30))),
                        new Placeholders(Set.of("0", "null", "undefined", "guest", "test", "n/a")),
                        new Policy(
                                new ConsentPolicy(
                                        ConsentPolicy.Rule.OPT_OUT,
                                        Map.of(
                                                "DE",
                                                ConsentPolicy.Rule.OPT_IN,
                                                "US",
                                                ConsentPolicy.Rule.AT_DESTINATION)),
                                new Frequency(
                                        List.of(new Frequency.Cap("daily", 2, Duration.ofHours(24))),
                                        new QuietHours(
                                                LocalTime.of(21, 0),
                                                LocalTime.of(8, 0),
                                                null,
                                                ZoneId.of("Europe/Berlin"),
                                                QuietHours.Then.DEFER)))));
    }

    @Test
    void the_api_of_bigcommerce_is_asked_with_a_token_only() {
        folder.file("sources.yaml", """
            sources:
              thin: {type: bigcommerce, secrets: [s]}
              big: {type: bigcommerce, secrets: [s], access_token: t}
              test:
                type: bigcommerce
                secrets: [s]
                access_token: t
                base_url: http://127.0.0.1:8090
                allow_private: true
                complete_within: 30s
            """);

        assertThat(folder.valid().settings().flow().sources())
                .containsExactly(
                        bigCommerce("thin", null),
                        bigCommerce(
                                "big",
                                new SourceSettings.BigCommerce.Api(
                                        new Secret("t"),
                                        URI.create("https://api.bigcommerce.com"),
                                        false,
                                        Duration.ofMinutes(15))),
                        bigCommerce(
                                "test",
                                new SourceSettings.BigCommerce.Api(
                                        new Secret("t"),
                                        URI.create("http://127.0.0.1:8090"),
                                        true,
                                        Duration.ofSeconds(30))));
    }

    private static SourceSettings bigCommerce(String name, SourceSettings.BigCommerce.@Nullable Api api) {
        return new SourceSettings.BigCommerce(Entry.of(name), List.of(new Secret("s")), Duration.ofMinutes(5), api);
    }

    @Test
    void reads_every_supported_type_of_source() {
        folder.file("sources.yaml", """
            sources:
              shop: {type: shopify, secrets: [new, old], id_space: crm, dedup_window: 1h}
              partner: {type: standard-webhooks, secrets: [whsec_AAAA], tolerance: 1m}
              tracking: {type: segment, write_key: key, origins: ["https://shop.example", "*"]}
              signed:
                type: json
                secrets: [s]
                signature: {header: X-Sig, algorithm: hmac-sha512, encoding: base64, prefix: "v1="}
                event: {id: body.id, type: "'order_' + body.kind"}
              basic: {type: json, auth: {basic: "me:pw"}, event: {type: body.kind}}
              bearer: {type: json, auth: {bearer: token}, event: {type: body.kind}}
              header: {type: json, auth: {header: {name: X-Key, value: v}}, event: {type: body.kind}}
              near: {type: json, addresses: [192.0.2.0/24], event: {type: body.kind}}
              both:
                type: json
                secrets: [s]
                signature: {header: X-Sig}
                addresses: [192.0.2.0/24]
                event: {type: body.kind}
            """);

        assertThat(folder.valid().settings().flow().sources())
                .containsExactly(
                        new SourceSettings.Shopify(
                                new Entry("shop", "crm", Duration.ofHours(1)),
                                List.of(new Secret("new"), new Secret("old"))),
                        new SourceSettings.StandardWebhooks(
                                Entry.of("partner"), List.of(new Secret("whsec_AAAA")), Duration.ofMinutes(1)),
                        new SourceSettings.Segment(
                                Entry.of("tracking"), new Secret("key"), List.of("https://shop.example", "*")),
                        new SourceSettings.Json(
                                Entry.of("signed"),
                                new Authentication.Signature(
                                        List.of(new Secret("s")),
                                        "X-Sig",
                                        Authentication.Algorithm.HMAC_SHA512,
                                        Authentication.Encoding.BASE64,
                                        "v1="),
                                Map.of("id", "body.id", "type", "'order_' + body.kind")),
                        new SourceSettings.Json(
                                Entry.of("basic"),
                                new Authentication.Basic(new Secret("me:pw")),
                                Map.of("type", "body.kind")),
                        new SourceSettings.Json(
                                Entry.of("bearer"),
                                new Authentication.Bearer(new Secret("token")),
                                Map.of("type", "body.kind")),
                        new SourceSettings.Json(
                                Entry.of("header"),
                                new Authentication.Header("X-Key", new Secret("v")),
                                Map.of("type", "body.kind")),
                        new SourceSettings.Json(
                                Entry.of("near"),
                                new Authentication.From(List.of(Cidr.parse("192.0.2.0/24")), null),
                                Map.of("type", "body.kind")),
                        new SourceSettings.Json(
                                Entry.of("both"),
                                new Authentication.From(
                                        List.of(Cidr.parse("192.0.2.0/24")),
                                        new Authentication.Signature(
                                                List.of(new Secret("s")),
                                                "X-Sig",
                                                Authentication.Algorithm.HMAC_SHA256,
                                                Authentication.Encoding.HEX,
                                                "")),
                                Map.of("type", "body.kind")));
        assertThat(folder.valid().settings().queue().dedupWindows().of("shop")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void reads_every_supported_type_of_destination() {
        folder.file("destinations.yaml", """
            destinations:
              lab: {type: simulator, base_url: "http://127.0.0.1:9999"}
              hook: {type: webhook, url: "https://hooks.example/x?y=z", secret: c2VjcmV0, base_url: "http://127.0.0.1:1"}
              klaviyo:
                type: klaviyo
                api_key: pk_1
                timeout: 5s
                concurrency: 4
                rate: 100/m
                retry: {initial: 2s, factor: 1.5, max: 1m, jitter: full, give_up_after: 1h, max_attempts: 7}
                circuit_breaker: {window: 10, failure_rate: 25, slow_call: 1s, open_for: 10s}
                on_unknown: park
                allow_private: true
                only_to: ["*@shop.example"]
                paused: true
                verify: true
            """);

        assertThat(folder.valid().settings().flow().destinations())
                .containsExactly(
                        DestinationSettings.of(
                                "lab", new ConnectorSettings.Simulator(URI.create("http://127.0.0.1:9999"))),
                        DestinationSettings.of(
                                "hook",
                                new ConnectorSettings.Webhook(
                                        URI.create("http://127.0.0.1:1/x?y=z"), List.of(new Secret("c2VjcmV0")))),
                        new DestinationSettings(
                                "klaviyo",
                                new ConnectorSettings.Klaviyo(
                                        new Secret("pk_1"), URI.create("https://a.klaviyo.com"), false),
                                Duration.ofSeconds(5),
                                4,
                                new Rate(100, Duration.ofMinutes(1)),
                                new Retry(Duration.ofSeconds(2), 1.5, Duration.ofMinutes(1), Duration.ofHours(1), 7),
                                new Breaker(10, 25, Duration.ofSeconds(1), Duration.ofSeconds(10)),
                                OnUnknown.PARK,
                                true,
                                new OnlyTo(List.of("*@shop.example")),
                                true,
                                true));
    }

    @Test
    void reads_the_destinations_of_esps() {
        folder.file("destinations.yaml", """
            destinations:
              braze: {type: braze, api_key: k, base_url: "https://rest.fra-01.braze.eu"}
              cio: {type: customerio, site_id: s, api_key: k, app_api_key: a, region: eu}
              sendgrid: {type: sendgrid, api_key: k, from: "Shop <news@shop.example>", region: eu}
              postmark: {type: postmark, server_token: k, from: news@shop.example, message_stream: broadcast}
              mandrill: {type: mandrill, api_key: k}
              mailgun: {type: mailgun, api_key: k, domain: mg.shop.example, from: news@shop.example, region: eu}
              brevo: {type: brevo, api_key: k, from: news@shop.example}
              iterable: {type: iterable, api_key: k, region: eu}
            """);
        Secret key = new Secret("k");
        Sender news = new Sender("news@shop.example", null);

        assertThat(folder.valid().settings().flow().destinations())
                .extracting(DestinationSettings::type)
                .containsExactly(
                        new ConnectorSettings.Braze(key, URI.create("https://rest.fra-01.braze.eu")),
                        new ConnectorSettings.CustomerIo(
                                "s",
                                key,
                                new Secret("a"),
                                URI.create("https://track-eu.customer.io"),
                                URI.create("https://api-eu.customer.io")),
                        new ConnectorSettings.SendGrid(
                                key,
                                new Sender("news@shop.example", "Shop"),
                                URI.create("https://api.eu.sendgrid.com")),
                        new ConnectorSettings.Postmark(
                                key, news, "broadcast", URI.create("https://api.postmarkapp.com")),
                        new ConnectorSettings.Mandrill(key, null, URI.create("https://mandrillapp.com")),
                        new ConnectorSettings.Mailgun(
                                key, "mg.shop.example", news, URI.create("https://api.eu.mailgun.net")),
                        new ConnectorSettings.Brevo(key, news, URI.create("https://api.brevo.com")),
                        new ConnectorSettings.IterableEvents(key, URI.create("https://api.eu.iterable.com")));
    }

    @Test
    void lets_every_esp_be_elsewhere() {
        folder.file("destinations.yaml", """
            destinations:
              cio: {type: customerio, site_id: s, api_key: k, base_url: "http://127.0.0.1:1"}
              sendgrid: {type: sendgrid, api_key: k, from: news@shop.example, base_url: "http://127.0.0.1:2"}
            """);
        URI first = URI.create("http://127.0.0.1:1");

        assertThat(folder.valid().settings().flow().destinations())
                .extracting(DestinationSettings::type)
                .containsExactly(
                        new ConnectorSettings.CustomerIo("s", new Secret("k"), null, first, first),
                        new ConnectorSettings.SendGrid(
                                new Secret("k"),
                                new Sender("news@shop.example", null),
                                URI.create("http://127.0.0.1:2")));
    }

    @Test
    void gives_klaviyo_its_own_published_rate() {
        folder.file("destinations.yaml", "destinations: {k: {type: klaviyo, api_key: pk_1}}\n");

        assertThat(folder.valid().settings().flow().destinations().getFirst().rate())
                .isEqualTo(new Rate(350, Duration.ofSeconds(1)));
    }

    @Test
    void lets_klaviyos_events_go_as_bulk_jobs_when_told_so() {
        folder.file("destinations.yaml", "destinations: {k: {type: klaviyo, api_key: pk_1, bulk: true}}\n");

        assertThat(folder.valid().settings().flow().destinations().getFirst().type())
                .isEqualTo(
                        new ConnectorSettings.Klaviyo(new Secret("pk_1"), URI.create("https://a.klaviyo.com"), true));
    }

    @Test
    void leaves_the_place_of_the_built_in_simulator_open_and_lets_it_be_on_this_machine() {
        DestinationSettings lab =
                folder.valid().settings().flow().destinations().getFirst();

        assertThat(BuiltInSimulator.isMeant(lab.type())).isTrue();
        assertThat(lab.allowPrivate()).isTrue();
        DestinationSettings placed = BuiltInSimulator.at(URI.create("http://127.0.0.1:5555"), lab);
        assertThat(placed.type()).isEqualTo(new ConnectorSettings.Simulator(URI.create("http://127.0.0.1:5555")));
    }

    @Test
    void reads_every_supported_key_of_a_trigger() {
        folder.file("triggers.yaml", """
            triggers:
              cart:
                on: [checkout_started, cart_updated]
                mode: shadow
                if: event.properties.value >= 20.0 && profile.orders_count < 50
                wait: 30m
                unless:
                  - order_completed
                  - {type: unsubscribed, if: 'event.source == "shop"'}
                match: [checkout_token]
                on_repeat: keep
                cooldown: {for: 24h, per: [properties.checkout_token]}
                message_class: transactional
                channel: sms
                expires: 6h
                send:
                  - {to: lab, as: Cart, via: event, data: {value: event.properties.value, n: 1}}
            """);

        assertThat(folder.valid().settings().flow().triggers())
                .containsExactly(new TriggerSettings(
                        "cart",
                        List.of("checkout_started", "cart_updated"),
                        Mode.SHADOW,
                        "event.properties.value >= 20.0 && profile.orders_count < 50",
                        List.of(
                                new Unless("order_completed", null),
                                new Unless("unsubscribed", "event.source == \"shop\"")),
                        List.of("checkout_token"),
                        OnRepeat.KEEP,
                        new Cooldown(Duration.ofHours(24), List.of("properties.checkout_token")),
                        MessageClass.TRANSACTIONAL,
                        Channel.SMS,
                        50,
                        Duration.ofHours(6),
                        0,
                        List.of(new Step(
                                Duration.ofMinutes(30),
                                null,
                                List.of(new Send(
                                        "lab",
                                        "Cart",
                                        Via.EVENT,
                                        Map.of("value", "event.properties.value", "n", "1")))))));
    }

    @Test
    void fills_in_every_default_of_a_trigger() {
        folder.file("triggers.yaml", "triggers:\n  t: {on: [\"*\"], cooldown: 1d, send: [{to: lab, as: X}]}\n");

        assertThat(folder.valid().settings().flow().triggers())
                .containsExactly(new TriggerSettings(
                        "t",
                        List.of("*"),
                        Mode.LIVE,
                        null,
                        List.of(),
                        List.of(),
                        OnRepeat.RESTART,
                        new Cooldown(Duration.ofDays(1), List.of()),
                        MessageClass.MARKETING,
                        Channel.EMAIL,
                        50,
                        null,
                        0,
                        List.of(new Step(Duration.ZERO, null, List.of(new Send("lab", "X", null))))));
    }

    @Test
    void takes_a_redis_from_elsewhere_in_the_place_of_the_file() {
        folder.file("gateway.yaml", "redis: {uri: \"redis://one\", key_prefix: x}\n");

        assertThat(folder.read("embedded"))
                .isInstanceOfSatisfying(
                        SettingsResult.Valid.class,
                        valid -> assertThat(valid.settings().process().redis())
                                .isEqualTo(new RedisChoice.Embedded("x", Duration.ofSeconds(30))));
        assertThat(folder.problems(folder.read("http://two")))
                .startsWith("--redis:1:1 redis.uri: is not the address of a Redis; allowed:");
    }

    /** What stands two blanks behind a # in the shipped files is an example of a source or destination. */
    @Test
    void reads_the_examples_in_the_comments_of_the_shipped_files() throws IOException {
        for (String file : List.of("sources.yaml", "destinations.yaml")) {
            String examples = Files.readString(Path.of("config", file)).replaceAll("(?m)^#(?= {2}[a-z ])", "");
            folder.file(file, examples);
            Pattern.compile("\\$\\{([A-Z_]+)}")
                    .matcher(examples)
                    .results()
                    .forEach(variable -> folder.variable(variable.group(1), "s3cret"));
        }
        folder.variable(
                "SENDGRID_EVENTS_KEY",
                "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEwwufjYvp/qjeAqtLP0cCD2kNAllTKGZI89oIEjycz2sx"
                        + "iQvnaVBqRCbALmfRtN3jmQhB1oStmiVYUjHeHQBQHw==");
        folder.variable("PARTNER_SECRET", "whsec_c2VjcmV0").variable("HOOK_SECRET", "whsec_c2VjcmV0");

        FlowSettings flow = folder.valid().settings().flow();

        assertThat(flow.sources()).hasSize(15);
        assertThat(flow.destinations()).hasSize(11);
    }

    @Test
    void lets_a_value_be_used_again_by_an_alias() {
        folder.file("destinations.yaml", """
            destinations:
              lab: {type: simulator, retry: &patient {initial: 5s}}
              other: {type: simulator, retry: *patient}
            """);

        assertThat(folder.valid()
                        .settings()
                        .flow()
                        .destinations()
                        .getLast()
                        .retry()
                        .initial())
                .isEqualTo(Duration.ofSeconds(5));
    }
}
