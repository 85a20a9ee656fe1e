package dev.tidegate.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.source.SourceSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put into values from outside. */
class SubstitutionTest {
    @TempDir
    Path directory;

    private SettingsFolder folder;

    @BeforeEach
    void start() {
        folder = new SettingsFolder(directory);
    }

    @Test
    void puts_a_variable_into_a_value_of_any_kind() {
        folder.variable("PORT", "9090").variable("ZONE", "eu");
        folder.file("gateway.yaml", "server: {port: \"${PORT}\", public_url: \"https://${ZONE}.shop.example\"}\n");

        assertThat(folder.valid().settings().process().server())
                .hasFieldOrPropertyWithValue("port", 9090)
                .extracting("publicUrl")
                .hasToString("https://eu.shop.example");
    }

    @Test
    void takes_the_default_of_a_variable_that_is_unset_or_empty() {
        folder.variable("EMPTY", "");
        folder.file("gateway.yaml", "server:\n  port: ${UNSET:-9091}\nmanagement:\n  port: ${EMPTY:-9092}\n");

        assertThat(folder.valid().settings().process().server().port()).isEqualTo(9091);
        assertThat(folder.valid().settings().process().management().port()).isEqualTo(9092);
    }

    @Test
    void names_the_variable_that_is_not_set_and_its_place() {
        folder.file("sources.yaml", "sources:\n  shop: {type: shopify, secrets: [\"key-${SHOP_SECRET}\"]}\n");

        assertThat(folder.problems())
                .isEqualTo("sources.yaml:2:40 sources.shop.secrets[0]: the variable SHOP_SECRET is not set; set it, or"
                        + " write ${SHOP_SECRET:-default}");
    }

    @Test
    void names_the_variable_that_leaves_a_secret_empty() {
        folder.variable("SHOP_SECRET", "").file("blank", "\n");
        folder.file("sources.yaml", """
            sources:
              a: {type: shopify, secrets: ["${SHOP_SECRET}"]}
              b: {type: shopify, secrets: ["${SHOP_SECRET:-}"]}
              c: {type: shopify, secrets: ["${file:blank}"]}
            """);

        assertThat(folder.problems().lines())
                .containsExactly(
                        "sources.yaml:2:32 sources.a.secrets[0]: what comes from SHOP_SECRET is empty; a secret must"
                                + " not be empty",
                        "sources.yaml:3:32 sources.b.secrets[0]: what comes from SHOP_SECRET is empty; a secret must"
                                + " not be empty",
                        "sources.yaml:4:32 sources.c.secrets[0]: what comes from file:blank is empty; a secret must not"
                                + " be empty");
    }

    @Test
    void reads_a_file_from_the_settings_directory_without_its_last_line_end() {
        folder.file("secrets/shop", "s3cret\n");
        folder.file("sources.yaml", "sources:\n  shop: {type: shopify, secrets: [\"${file:secrets/shop}\"]}\n");

        assertThat(folder.valid().settings().flow().sources())
                .first()
                .isInstanceOfSatisfying(
                        SourceSettings.Shopify.class,
                        shop -> assertThat(shop.secrets().getFirst().reveal()).isEqualTo("s3cret"));
    }

    @Test
    void names_the_file_that_cannot_be_read() {
        folder.file("sources.yaml", "sources:\n  shop: {type: shopify, secrets: [\"${file:gone}\", \"${file:..}\"]}\n");

        assertThat(folder.problems().lines())
                .containsExactly(
                        "sources.yaml:2:36 sources.shop.secrets[0]: the file gone does not exist",
                        "sources.yaml:2:52 sources.shop.secrets[1]: the file .. is a directory");
    }

    @Test
    void leaves_dollar_signs_alone_that_are_no_substitution() {
        folder.variable("NAME", "x");
        folder.file("triggers.yaml", """
            triggers:
              cart: {on: [cart_updated], send: [{to: lab, as: "5 $ for $${NAME}, $$ and $x: ${NAME}"}]}
            """);

        assertThat(folder.valid()
                        .settings()
                        .flow()
                        .triggers()
                        .getFirst()
                        .steps()
                        .getFirst()
                        .send()
                        .getFirst()
                        .as())
                .isEqualTo("5 $ for ${NAME}, $ and $x: x");
    }

    @Test
    void tells_what_a_substitution_looks_like() {
        folder.file("triggers.yaml", """
            triggers:
              a: {on: [x], send: [{to: lab, as: "an ${open"}]}
              b: {on: [x], send: [{to: lab, as: "${a-b}"}]}
              c: {on: [x], send: [{to: lab, as: "${A:-${B}}"}]}
            """);

        assertThat(folder.problems().lines())
                .containsExactly(
                        "triggers.yaml:2:41 triggers.a.send[0].as: ${ is never closed; allowed: ${NAME},"
                                + " ${NAME:-default}, ${file:PATH}, and $$ for a dollar sign",
                        "triggers.yaml:3:38 triggers.b.send[0].as: ${a-b} cannot be read; allowed: ${NAME},"
                                + " ${NAME:-default}, ${file:PATH}, NAME of letters, digits and _, no ${ within",
                        "triggers.yaml:4:38 triggers.c.send[0].as: ${A:-${B} cannot be read; allowed: ${NAME},"
                                + " ${NAME:-default}, ${file:PATH}, NAME of letters, digits and _, no ${ within");
    }

    @Test
    void keeps_the_places_of_an_expression_with_something_put_in() {
        folder.variable("LIMIT", "1000000.0");
        folder.file("triggers.yaml", """
            triggers:
              cart:
                on: [cart_updated]
                if: event.properties.value > ${LIMIT} && evnt.id == ""
                send: [{to: lab, as: X}]
            """);

        assertThat(folder.problems())
                .isEqualTo("triggers.yaml:4:46 triggers.cart.if: undeclared reference to 'evnt'; did you mean event?");
    }

    @Test
    void quotes_what_is_written_and_not_what_is_put_in() {
        folder.variable("PORT", "s3cret");
        folder.file("gateway.yaml", "server:\n  port: ${PORT}\n");

        assertThat(folder.problems())
                .isEqualTo("gateway.yaml:2:9 server.port: \"${PORT}\" is not a whole number; allowed: 0 to 65535");
    }
}
