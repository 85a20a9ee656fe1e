package dev.tidegate.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.source.Prepared;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is printed gives a secret away. */
class SecretsAreMaskedTest {
    /** Base64, so that it may be a signing secret too. */
    private static final String SECRET = "c0ffee5ecre7";

    private static final String GATEWAY = """
        redis: {uri: "redis://user:%1$s@redis.example:6379"}
        management: {tokens: [{name: ops, role: admin, sha256: "%2$s"}]}
        """.replace("%1$s", SECRET)
            .replace("%2$s", SECRET.replaceAll("[^0-9a-f]", "0").repeat(6).substring(0, 64));

    private static final String SOURCES = """
        sources:
          a: {type: shopify, secrets: ["%1$s"]}
          b: {type: standard-webhooks, secrets: ["whsec_%1$s"]}
          c: {type: segment, write_key: "%1$s"}
          d: {type: json, auth: {basic: "user:%1$s"}, event: {type: body.type}}
          e: {type: json, auth: {bearer: "%1$s"}, event: {type: body.type}}
          f: {type: json, auth: {header: {name: X-Key, value: "%1$s"}}, event: {type: body.type}}
          g: {type: json, secrets: ["%1$s"], signature: {header: X-Sig}, event: {type: body.type}}
          h: {type: json, auth: {path: "%1$s"}, event: {type: body.type}}
          i: {type: cloudevents, auth: {bearer: "%1$s"}, addresses: [192.0.2.0/24]}
          j: {type: stripe, secrets: ["whsec_%1$s"]}
          k: {type: woocommerce, secrets: ["%1$s"]}
          l: {type: bigcommerce, secrets: ["%1$s"], access_token: "%1$s"}
          m: {type: github, secrets: ["%1$s"]}
        """.replace("%1$s", SECRET);

    private static final String DESTINATIONS = """
        destinations:
          lab: {type: simulator}
          hook: {type: webhook, url: "https://hooks.example/%1$s?key=%1$s", secrets: ["whsec_%1$s", "%1$s"]}
          other: {type: webhook, url: "https://hooks.example/", secret: "%1$s"}
          klaviyo: {type: klaviyo, api_key: "pk_%1$s"}
          braze: {type: braze, api_key: "%1$s", base_url: "https://rest.iad-01.braze.com"}
          cio: {type: customerio, site_id: site, api_key: "%1$s", app_api_key: "%1$s"}
          sendgrid: {type: sendgrid, api_key: "SG.%1$s", from: news@shop.example}
          postmark: {type: postmark, server_token: "%1$s", from: news@shop.example}
          mandrill: {type: mandrill, api_key: "md-%1$s"}
          mailgun: {type: mailgun, api_key: "%1$s", domain: mg.shop.example, from: news@shop.example}
          brevo: {type: brevo, api_key: "%1$s"}
          iterable: {type: iterable, api_key: "%1$s"}
        """.replace("%1$s", SECRET);

    @TempDir
    Path directory;

    @Test
    void in_no_settings_and_not_in_what_is_shown() {
        SettingsResult.Valid valid = new SettingsFolder(directory)
                .file("gateway.yaml", GATEWAY)
                .file("sources.yaml", SOURCES)
                .file("destinations.yaml", DESTINATIONS)
                .valid();

        assertThat(valid.shown().toString())
                .contains("secrets=[***]", "api_key=***", "uri=redis://redis.example:6379", "https://hooks.example/***")
                .doesNotContain(SECRET);
        assertThat(valid.settings().toString()).doesNotContain(SECRET);
        assertThat(valid.toString()).doesNotContain(SECRET);
    }

    @Test
    void in_no_problem_where_secrets_stand() {
        String problems = new SettingsFolder(directory)
                .file("gateway.yaml", GATEWAY.replace("redis://", "http://").replace("sha256: \"", "sha256: \"x"))
                .file("sources.yaml", SOURCES.replace("user:", "user-").replace("[\"" + SECRET, "[[\"" + SECRET))
                .file(
                        "destinations.yaml",
                        DESTINATIONS.replace("https", "nothing").replace("\"whsec_", "\"!"))
                .problems();

        assertThat(problems).isNotEmpty().doesNotContain(SECRET);
    }

    @Test
    void in_no_problem_where_secrets_stand_in_a_wrong_place() {
        String problems = new SettingsFolder(directory)
                .file("sources.yaml", """
                    sources:
                      a: {type: shopify, secrets: "%1$s"}
                      b: {type: shopify, secrets: {new: "%1$s"}}
                      c: {type: segment, write_key: ["%1$s"]}
                      d: {type: shopify, secrets: ["%1$s", "%1$s"]}
                    """.replace("%1$s", SECRET))
                .problems();

        assertThat(problems).isNotEmpty().doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.source == \"%s",
                "event.source \"%s\"",
                "event.source == r'%s' 'and more'",
                "[\"%s\" \"b\"] == event.source",
                "event[\"%s\" == 1",
                "\"%s\" + ",
                "unknown(\"%s\")",
                "\"%s\" < 1",
                "\"%s\".nothing == 1",
                "{\"%s\": }",
                "{event.source \"%s\"",
                "event.source == r\"a\" \"\\q%s\" 1",
                "{, '\\q%s'",
            })
    void in_no_problem_of_an_expression(String expression) {
        String problems = new SettingsFolder(directory)
                .file("triggers.yaml", """
                    triggers:
                      a:
                        on: [order_completed]
                        if: >-
                          %s
                        send: [{to: lab, as: A}]
                    """.formatted(expression.formatted(SECRET)))
                .problems();

        assertThat(problems).contains("triggers.a.if").doesNotContain(SECRET);
    }

    @Test
    void a_source_may_name_the_place_of_a_faulty_secret() {
        SettingsFolder folder = new SettingsFolder(
                directory,
                source -> new Prepared.Faulty(
                        List.of(new Prepared.Problem("secrets[1]", 1, 1, "is no secret of this provider"))));
        folder.file("sources.yaml", "sources:\n  a: {type: shopify, secrets: [one, two]}\n");

        assertThat(folder.problems())
                .isEqualTo("sources.yaml:2:37 sources.a.secrets[1]: is no secret of this provider");
    }
}
