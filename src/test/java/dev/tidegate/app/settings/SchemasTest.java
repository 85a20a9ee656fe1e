package dev.tidegate.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.app.settings.shape.PlainYaml;
import dev.tidegate.app.settings.yaml.Problems;
import dev.tidegate.app.settings.yaml.YamlParser;
import dev.tidegate.app.settings.yaml.YamlValue;
import dev.tidegate.source.Prepared;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schemas that are shipped say what the reader reads. */
class SchemasTest {
    private static final Path CONFIG = Path.of("config");
    private static final Map<String, Map<String, Object>> SCHEMAS =
            new SettingsReader(name -> null, source -> new Prepared.Faulty(List.of())).schemas();

    @TempDir
    Path directory;

    static List<String> files() {
        return List.copyOf(SCHEMAS.keySet());
    }

    /** With {@code -Dtidegate.write=true} it writes them. */
    @ParameterizedTest
    @MethodSource("files")
    void are_shipped_as_the_reader_has_them(String file) throws IOException {
        Path shipped = CONFIG.resolve("schema").resolve(file.replace(".yaml", ".schema.json"));
        if (Boolean.getBoolean("tidegate.write")) {
            Files.createDirectories(shipped.getParent());
            Files.writeString(shipped, pretty(schema(file)));
        }

        assertThat(Files.readString(shipped)).isEqualTo(pretty(schema(file)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void accept_the_example(String file) throws IOException {
        assertThat(errors(file, Files.readString(CONFIG.resolve(file)))).isEmpty();
    }

    /** The examples in comments: what stands two blanks behind a # is a key. */
    @ParameterizedTest
    @CsvSource({"sources.yaml", "destinations.yaml"})
    void accept_the_examples_in_comments(String file) throws IOException {
        String example = Files.readString(CONFIG.resolve(file)).replaceAll("(?m)^#(?= {2}[a-z ])", "");

        assertThat(errors(file, example)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway.yaml      | servr: {}",
                "gateway.yaml      | server: {prt: 1}",
                "gateway.yaml      | server: {port: 99999}",
                "gateway.yaml      | dedup_window: 5 minutes",
                "gateway.yaml      | archive: {}",
                "gateway.yaml      | frequency: {caps: [{name: a, max: 0, per: 1d}]}",
                "sources.yaml      | sources: {a: {type: adobe-commerce, public_key: x}}",
                "sources.yaml      | sources: {a: {type: shopify}}",
                "sources.yaml      | sources: {a: {type: shopify, secrets: [x], write_key: y}}",
                "sources.yaml      | sources: {A: {type: shopify, secrets: [x]}}",
                "destinations.yaml | destinations: {a: {type: webhook, uri: 'https://x'}}",
                "destinations.yaml | destinations: {a: {type: simulator, only_to: []}}",
                "triggers.yaml     | triggers: {a: {on: [x], send: []}}",
                "triggers.yaml     | triggers: {a: {on: [x], send: [{to: lab}]}}",
                "quality.yaml      | rules: []"
            })
    void refuse_what_the_reader_refuses(String file, String yaml) throws IOException {
        assertThat(errors(file, yaml)).isNotEmpty();
        assertThat(new SettingsFolder(directory).file(file, yaml).problems()).isNotEmpty();
    }

    @Test
    void accept_a_substitution_wherever_a_value_stands() throws IOException {
        assertThat(errors(
                        "gateway.yaml", "server: {port: \"${PORT:-80}\", max_body: \"${SIZE}\"}\nroles: [\"${ROLE}\"]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway.yaml      | server management redis roles intakes partitions dedup_window retention archive"
                        + " overload identity consent frequency",
                "sources.yaml      | sources",
                "destinations.yaml | destinations",
                "triggers.yaml     | segments triggers",
                "quality.yaml      | rules audits enrichment imports reconciliation"
            })
    void know_the_keys_that_the_contract_shows(String file, String keys) {
        assertThat(keys(schema(file), "properties")).containsExactlyInAnyOrder(keys.split(" ", -1));
    }

    @Test
    void know_the_keys_of_a_trigger_that_the_contract_shows() {
        String keys =
                "on mode if wait unless match on_repeat cooldown message_class channel priority expires holdout send"
                        + " steps";

        assertThat(keys(schema("triggers.yaml"), "properties", "triggers", "additionalProperties", "properties"))
                .containsExactlyInAnyOrder(keys.split(" ", -1));
    }

    private static Map<String, Object> schema(String file) {
        return Objects.requireNonNull(SCHEMAS.get(file));
    }

    private static Set<String> keys(Map<?, ?> schema, String... steps) {
        Map<?, ?> here = schema;
        for (String step : steps) {
            here = (Map<?, ?>) Objects.requireNonNull(here.get(step));
        }
        return here.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static List<String> errors(String file, String yaml) throws IOException {
        Problems problems = new Problems();
        YamlValue document = Objects.requireNonNull(YamlParser.parse(file, yaml, problems));
        assertThat(problems.list()).isEmpty();
        JsonSchema schema = JsonSchema.of(new JsonObject(pretty(schema(file))));
        OutputUnit unit = Validator.create(
                        schema,
                        new JsonSchemaOptions()
                                .setBaseUri("https://tidegate.example/")
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Basic))
                .validate(new JsonObject(new ObjectMapper().writeValueAsString(PlainYaml.of(document))));
        return unit.getValid()
                ? List.of()
                : Stream.ofNullable(unit.getErrors())
                        .flatMap(List::stream)
                        .map(error -> error.getInstanceLocation() + " " + error.getError())
                        .toList();
    }

    private static String pretty(Map<String, Object> schema) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new ObjectMapper()
                        .writer(new DefaultPrettyPrinter()
                                .withObjectIndenter(indenter)
                                .withArrayIndenter(indenter)
                                .withSeparators(Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)))
                        .writeValueAsString(schema)
                + "\n";
    }
}
