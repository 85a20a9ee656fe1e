package dev.tidegate.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example in the documents on triggers can be loaded as it stands there. */
class DocumentedTriggersTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("examples")
    void loads(String example) {
        SettingsFolder folder = new SettingsFolder(directory)
                .file("destinations.yaml", "destinations:\n  klaviyo: {type: klaviyo, api_key: pk_1}\n")
                .file(file(example), whole(example));

        assertThat(folder.problems()).isEmpty();
    }

    static List<String> examples() throws IOException {
        String text = Files.readString(Path.of("docs/triggers.md"));
        try (Stream<String> examples = BLOCK.matcher(text).results().map(found -> found.group(1))) {
            List<String> all = examples.toList();
            assertThat(all).hasSizeGreaterThan(5);
            return all;
        }
    }

    private static String file(String example) {
        return example.startsWith("consent:") || example.startsWith("frequency:") ? "gateway.yaml" : "triggers.yaml";
    }

    /** An example of one trigger stands without the line above it. */
    private static String whole(String example) {
        return example.startsWith("  ") ? "triggers:\n" + example : example;
    }
}
