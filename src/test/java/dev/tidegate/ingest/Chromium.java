package dev.tidegate.ingest;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    final Browser browser;
    private final Playwright playwright;

    private Chromium(Path program) {
        // the driver would fetch browsers of its own
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--disable-dev-shm-usage")));
    }

    /** Without one the test is skipped, but under CI it fails. */
    static Chromium require() {
        Optional<Path> program = find();
        if (program.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail("no Chromium in the path: " + NAMES);
        }
        Assumptions.assumeTrue(program.isPresent(), "no Chromium here: the snippet was not tried in a browser");
        return new Chromium(program.orElseThrow());
    }

    private static Optional<Path> find() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
