package dev.tidegate.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.source.catalog.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is told with its place and with what is allowed; {@code bad-settings.md} has the examples. */
class BadSettingsTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/dev/tidegate/app/settings/bad-settings.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("## (.+)\n\n`(.+)`\n\n```yaml\n(?s)(.*?)```\n\n```text\n(.*?)```\n");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void tells_what_is_wrong_and_what_is_allowed(Example example) {
        SettingsFolder folder = new SettingsFolder(directory).file(example.file, example.content);

        assertThat(folder.problems() + "\n").isEqualTo(example.problems);
    }

    static List<Example> examples() throws IOException {
        String text = Files.readString(EXAMPLES);
        if (Boolean.getBoolean("tidegate.write")) {
            text = EXAMPLE.matcher(text).replaceAll(found -> quoted(Example.of(found)));
            Files.writeString(EXAMPLES, text);
        }
        try (Stream<MatchResult> found = EXAMPLE.matcher(text).results()) {
            return found.map(Example::of).toList();
        }
    }

    private static String quoted(Example example) {
        try {
            Path scratch = Files.createTempDirectory("bad-settings");
            String problems = new SettingsFolder(scratch)
                    .file(example.file, example.content)
                    .problems();
            return Matcher.quoteReplacement("## " + example.what + "\n\n`" + example.file + "`\n\n```yaml\n"
                    + example.content + "```\n\n```text\n" + problems + "\n```\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refuses_a_missing_directory() {
        SettingsFolder folder = new SettingsFolder(directory.resolve("there"));

        assertThat(new SettingsReader(name -> null, Sources::prepare)
                        .read(directory.resolve("nowhere"), Optional.empty()))
                .hasToString("Faulty[problems=[" + directory.resolve("nowhere")
                        + ":1:1 directory: does not exist; allowed: a directory with sources.yaml, destinations.yaml"
                        + " and triggers.yaml]]");
        assertThat(folder.problems()).isEmpty();
    }

    @Test
    void refuses_missing_files() {
        SettingsFolder folder = new SettingsFolder(directory)
                .without("sources.yaml")
                .without("destinations.yaml")
                .without("triggers.yaml");

        assertThat(folder.problems()).isEqualTo("""
            destinations.yaml:1:1 file: does not exist; needed: Where messages go.
            sources.yaml:1:1 file: does not exist; needed: Where events come from.
            triggers.yaml:1:1 file: does not exist; needed: Which events lead to which messages.\
            """);
    }

    @Test
    void refuses_a_file_that_is_no_text() {
        SettingsFolder folder = new SettingsFolder(directory).file("triggers.yaml", "triggers: {}\n# \u0007\n");

        assertThat(folder.problems())
                .isEqualTo("triggers.yaml:2:3 file: is not valid YAML: the character U+0007 is not allowed");
    }

    @Test
    void refuses_deep_nesting() {
        SettingsFolder folder =
                new SettingsFolder(directory).file("triggers.yaml", "triggers: " + "[".repeat(100_000) + "\n");

        assertThat(folder.problems()).isEqualTo("triggers.yaml:1:43 file: is nested too deeply; allowed: 32 levels");
    }

    @Test
    void refuses_aliases_that_grow() {
        StringBuilder bomb = new StringBuilder("triggers:\n  l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 9; level++) {
            String tenfold = ("*l" + (level - 1) + ", ").repeat(10);
            bomb.append("  l" + level + ": &l" + level + " [" + tenfold + "]\n");
        }
        SettingsFolder folder = new SettingsFolder(directory).file("triggers.yaml", bomb.toString());

        assertThat(folder.problems()).endsWith("file: holds too much, aliases resolved; allowed: 100000 values");
    }

    @Test
    void tells_the_problems_of_all_files_at_once_in_their_order() {
        SettingsFolder folder = new SettingsFolder(directory)
                .file("gateway.yaml", "intakes: 0\nserver: {port: -1}\n")
                .file("destinations.yaml", "destinations: {lab: {type: simulator, pausd: true}}\n")
                .file("triggers.yaml", "triggers:\n  x: {on: [a], send: [{to: gone, as: X}]}\n");

        assertThat(folder.problems().lines())
                .containsExactly(
                        "destinations.yaml:1:39 destinations.lab.pausd: is not a known key; did you mean paused?",
                        "gateway.yaml:1:10 intakes: \"0\" is too small; allowed: 1 to 256",
                        "gateway.yaml:2:16 server.port: \"-1\" is too small; allowed: 0 to 65535",
                        "triggers.yaml:2:28 triggers.x.send[0].to: \"gone\" is no destination of destinations.yaml;"
                                + " allowed: lab");
    }

    record Example(String what, String file, String content, String problems) {
        static Example of(MatchResult found) {
            return new Example(found.group(1), found.group(2), found.group(3), found.group(4));
        }

        @Override
        public String toString() {
            return file + ": " + what;
        }
    }
}
