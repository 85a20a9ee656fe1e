package dev.tidegate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.source.catalog.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be typed, what is printed then, and the exit codes. */
class TidegateTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Object> done = new ArrayList<>();

    @Test
    void check_accepts_the_configuration_that_is_shipped_without_any_variable_set() {
        assertThat(run("check")).isZero();
        assertThat(out).hasToString("config is valid: 1 source, 1 destination, 1 trigger\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void check_prints_every_problem_and_ends_with_2() throws IOException {
        write("sources.yaml", "sources: {}\n");
        write("destinations.yaml", "destinations: {lab: {type: simulater}}\n");
        write("triggers.yaml", "trigger: {}\n");

        assertThat(run("check", "--config", directory.toString())).isEqualTo(2);
        assertThat(out.toString().replace(directory.toString(), "config").lines())
                .map(line -> line.replaceFirst("(allowed: webhook), .*", "$1, \u2026")) // one more with each provider
                .containsExactly(
                        "config/destinations.yaml:1:28 destinations.lab.type: \"simulater\" is not a known type;"
                                + " did you mean simulator? allowed: webhook, \u2026",
                        "config/triggers.yaml:1:1 trigger: is not a known key; did you mean triggers?",
                        "config/triggers.yaml:1:1 triggers: is missing: Which events lead to which messages, each under"
                                + " a name.",
                        "",
                        "config is not valid: 3 problems");
    }

    @Test
    void check_asks_the_destinations_where_that_is_wanted() {
        assertThat(run("check", "--online")).isEqualTo(41);
        assertThat(done).containsExactly("online");
    }

    @Test
    void start_hands_the_settings_over_and_gives_the_exit_code_of_the_run() {
        assertThat(run("start")).isEqualTo(42);
        assertThat(done).containsExactly("start", Path.of("config"));
    }

    @Test
    void start_refuses_a_bad_configuration_and_a_bad_redis() {
        assertThat(run("start", "--config", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("sources.yaml:1:1 file: does not exist");
        assertThat(run("start", "--redis", "nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("--redis:1:1 redis.uri: is not the address of a Redis");
        assertThat(done).isEmpty();
    }

    @Test
    void demo_knows_its_options() {
        assertThat(run("demo", "--once", "--port", "9000")).isEqualTo(43);
        assertThat(done).containsExactly(true, 9_000);
        assertThat(run("demo", "--port", "70000")).isEqualTo(2);
    }

    @Test
    void send_knows_its_options() {
        assertThat(run(
                        "send",
                        "--source",
                        "shop",
                        "--url",
                        "http://localhost:1",
                        "--repeat",
                        "2",
                        "--key",
                        "key.pem",
                        "a.json",
                        "b.json"))
                .isEqualTo(44);
        assertThat(done)
                .containsExactly(new Actions.Payloads(
                        "shop",
                        Optional.of(URI.create("http://localhost:1")),
                        2,
                        Optional.of(Path.of("key.pem")),
                        List.of(Path.of("a.json"), Path.of("b.json"))));
        assertThat(run("send", "--source", "shop")).isEqualTo(2);
        assertThat(run("send", "a.json")).isEqualTo(2);
        assertThat(run("send", "--source", "shop", "--repeat", "0", "a.json")).isEqualTo(2);
    }

    @Test
    void explain_is_asked_about_an_event_or_an_address() {
        URI local = URI.create("http://127.0.0.1:8081");
        assertThat(run("explain", "--event", "shop:1")).isEqualTo(45);
        assertThat(run("explain", "--email", "jo@shop.example", "--url", "https://gateway.example"))
                .isEqualTo(45);
        assertThat(done)
                .containsExactly(
                        new Actions.Question(Optional.of("shop:1"), Optional.empty(), local),
                        new Actions.Question(
                                Optional.empty(),
                                Optional.of("jo@shop.example"),
                                URI.create("https://gateway.example")));
        assertThat(run("explain")).isEqualTo(2);
        assertThat(run("explain", "--event", "x", "--email", "y")).isEqualTo(2);
        assertThat(run("explain", "--event", "x", "--url", "nowhere")).isEqualTo(2);
    }

    @Test
    void backtest_knows_its_options() {
        Instant november = Instant.parse("2026-11-01T00:00:00Z");
        assertThat(run("backtest", "--triggers", "new.yaml")).isEqualTo(46);
        assertThat(run("backtest", "--triggers", "new.yaml", "--from", "2026-11-01T00:00:00Z"))
                .isEqualTo(46);
        assertThat(done)
                .containsExactly(
                        new Actions.Trial(Path.of("new.yaml"), Optional.empty(), Optional.empty()),
                        new Actions.Trial(Path.of("new.yaml"), Optional.of(november), Optional.empty()));
        assertThat(run("backtest")).isEqualTo(2);
        assertThat(run("backtest", "--triggers", "new.yaml", "--from", "yesterday"))
                .isEqualTo(2);
        assertThat(run(
                        "backtest",
                        "--triggers",
                        "new.yaml",
                        "--from",
                        "2026-11-02T00:00:00Z",
                        "--to",
                        "2026-11-01T00:00:00Z"))
                .isEqualTo(2);
    }

    @Test
    void takes_the_configuration_beside_the_program_where_the_working_directory_has_none() {
        ConfigOption elsewhere = new ConfigOption(directory);

        assertThat(elsewhere.directory()).isEqualTo(Path.of("config"));
        assertThat(new ConfigOption(null).directory()).isEqualTo(Path.of("config"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "check", "demo", "send", "explain", "backtest"})
    void every_command_explains_itself_with_its_exit_codes(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: tidegate " + command)
                .contains("Exit codes:")
                .endsWith("\n");
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).containsPattern("(?m)^ +" + command + " ");
    }

    @Test
    void help_needs_no_settings_and_shows_what_may_stand_in_them() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("${NAME}", "JAVA_OPTS", "TIDEGATE_OPTS");
    }

    @Test
    void a_word_that_is_no_command_is_refused_with_a_hint() {
        assertThat(run("strat")).isEqualTo(2);
        assertThat(err.toString()).contains("strat", "start");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("which command?");
    }

    private int run(String... words) {
        SettingsReader reader = new SettingsReader(Map.<String, String>of()::get, Sources::prepare);
        Actions actions = new Actions(
                reader::read,
                (settings, console) -> {
                    done.add("online");
                    return 41;
                },
                (settings, from, console) -> {
                    done.addAll(List.of("start", from.directory()));
                    return 42;
                },
                (once, port, console) -> {
                    done.addAll(List.of(once, port));
                    return 43;
                },
                (settings, payloads, console) -> {
                    done.add(payloads);
                    return 44;
                },
                (question, console) -> {
                    done.add(question);
                    return 45;
                },
                (settings, trial, console) -> {
                    done.add(trial);
                    return 46;
                });
        Console console = new Console(new PrintWriter(out), new PrintWriter(err));
        return Tidegate.run(actions, console, null, words);
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content);
    }
}
