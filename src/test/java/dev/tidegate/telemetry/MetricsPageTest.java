package dev.tidegate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Finding;
import dev.tidegate.domain.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} and the meters tell the same. */
class MetricsPageTest {
    private static final Path CODE = Path.of("src/main/java/dev/tidegate");
    private static final Pattern METER =
            Pattern.compile("(Counter|Timer|Gauge)\\.builder\\(\"(tidegate\\.[a-z.]+)\"[^;]*;");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`tidegate_.*?) \\|.*$");
    private static final Pattern NAME = Pattern.compile("`(tidegate_[a-z_]+)`");

    @Test
    void each_meter_has_its_row_and_each_row_its_meter() throws IOException {
        assertThat(metersInTheCode()).hasSizeGreaterThan(15).isEqualTo(namesOnThePage());
    }

    @Test
    void each_outcome_stands_there() throws IOException {
        assertNames("tidegate_events_total", EventOutcome.values());
        assertNames("tidegate_decisions_total", Verdict.Outcome.values());
        assertNames("tidegate_delivery_attempts_total", DeliveryMetrics.Ending.values());
        assertNames("tidegate_circuit_breaker_state", DeliveryMetrics.BreakerState.values());
        assertNames("tidegate_quality_findings_total", Finding.Rule.values());
    }

    private static void assertNames(String meter, Enum<?>[] values) throws IOException {
        String row = ROW.matcher(page())
                .results()
                .map(MatchResult::group)
                .filter(found -> found.contains("`" + meter + "`"))
                .findFirst()
                .orElseThrow();
        assertThat(Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)))
                .allSatisfy(label -> assertThat(row).containsPattern("\\b" + label + "\\b"));
    }

    private static Set<String> metersInTheCode() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(CODE)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                METER.matcher(Files.readString(file)).results().forEach(meter -> names.add(exposed(meter)));
            }
        }
        return names;
    }

    /** The name that a scraper sees. */
    private static String exposed(MatchResult meter) {
        String name = meter.group(2).replace('.', '_');
        return switch (meter.group(1)) {
            case "Counter" -> name + "_total";
            case "Timer" -> name + "_seconds";
            default -> meter.group().contains(".baseUnit(\"seconds\")") ? name + "_seconds" : name;
        };
    }

    private static Set<String> namesOnThePage() throws IOException {
        Set<String> names = new TreeSet<>();
        ROW.matcher(page())
                .results()
                .forEach(row -> NAME.matcher(row.group(1)).results().forEach(name -> names.add(name.group(1))));
        return names;
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/metrics.md"));
    }
}
