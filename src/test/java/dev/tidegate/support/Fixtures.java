package dev.tidegate.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The providers' own payloads and specifications, which are kept beside the project and not in it. */
public final class Fixtures {
    private Fixtures() {}

    /** The file, when the fixtures are there. Without them the test is skipped, but under CI it fails. */
    public static Path require(String file) {
        Optional<Path> found = Stream.of(
                        System.getenv("TIDEGATE_FIXTURES"), "../shared/fixtures", "../../shared/fixtures")
                .filter(folder -> folder != null && !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(file))
                .filter(Files::isReadable)
                .findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail("no " + file + " among the fixtures (TIDEGATE_FIXTURES, ../shared/fixtures)");
        }
        Assumptions.assumeTrue(found.isPresent(), "fixtures are not here: " + file + " was not checked");
        return found.orElseThrow();
    }
}
