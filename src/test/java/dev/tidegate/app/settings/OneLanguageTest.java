package dev.tidegate.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.app.settings.yaml.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code event} of a {@code json} source and {@code data} of a trigger are written in one language, and checked when they are loaded. */
class OneLanguageTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a': 1}.a",
                "'x'.upperAscii()",
                "[1, 2].filter(i, i > 1)",
                "math.greatest(1, 2)",
                "{'a': 1}[?'b'].orValue(2)",
                "timestamp('2026-11-24T01:00:00Z')"
            })
    void what_one_takes_the_other_takes(String expression) {
        assertThat(inBoth(expression).read()).isInstanceOf(SettingsResult.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 +", "{'a': 1", "nothing.at.all", "unknown(1)", "'a' + 1", "'(' .matches("})
    void a_fault_is_told_at_its_place_in_the_same_words(String expression) {
        List<Problem> problems = ((SettingsResult.Faulty) inBoth(expression).read()).problems();

        assertThat(problems)
                .extracting(problem -> problem.at().file().endsWith("sources.yaml"))
                .contains(true, false);
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.at().line()).isEqualTo(5));
        assertThat(problems)
                .extracting(problem -> problem.what().replaceAll("; allowed: .*", ""))
                .containsOnly(problems.getFirst().what().replaceAll("; allowed: .*", ""));
    }

    private SettingsFolder inBoth(String expression) {
        String quoted = '"' + expression + '"';
        return new SettingsFolder(directory)
                .file("sources.yaml", """
                    sources:
                      crm:
                        type: json
                        auth: {bearer: s3cret}
                        event: {properties: %s, type: body.kind}
                    """.formatted(quoted))
                .file("triggers.yaml", """
                    triggers:
                      welcome:
                        on: [customer_created]
                        send:
                          - {to: lab, as: X, data: {value: %s}}
                    """.formatted(quoted));
    }
}
