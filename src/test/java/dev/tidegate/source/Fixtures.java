package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.standard.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The providers' own payloads and signature vectors, which are not part of the project: a folder named by the property or
 * variable {@code TIDEGATE_FIXTURES}, else {@code shared/fixtures} beside the project.
 */
final class Fixtures {
    private static final String VARIABLE = "TIDEGATE_FIXTURES";
    private static final JsonReader READER = new JsonReader(new JsonLimits(64, 1_000_000, 1024, 4 << 20, 200));

    private Fixtures() {}

    /** The files in one of the folders; none where the fixtures are not there. */
    static List<Path> files(String folder) {
        return root().resolve(folder).toFile().isDirectory() ? list(root().resolve(folder)) : List.of();
    }

    /** The cases of a file of signature vectors; none where the fixtures are not there. */
    static List<Fields> vectors(String provider) {
        Path file = root().resolve("signatures").resolve(provider + ".json");
        return Files.exists(file) ? json(bytes(file)).objects("cases") : List.of();
    }

    /** The one file, or nothing where the fixtures are not there. */
    static List<byte[]> file(String name) {
        Path file = root().resolve(name);
        return Files.exists(file) ? List.of(bytes(file)) : List.of();
    }

    /**
     * Says how many there were, and how many the manifest lists; in CI, fewer than there should be are a fault. Without the
     * fixtures the test counts as skipped.
     */
    static void ran(String suite, int count) {
        requireThem(suite);
        ran(suite, count, manifest().count(suite));
    }

    /** The same for what the manifest does not count. */
    static void ran(String suite, int count, int expected) {
        requireThem(suite);
        System.out.println("conformance " + suite + ": ran " + count + " of " + expected);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(count).as("fixtures of " + suite).isGreaterThanOrEqualTo(expected);
        }
    }

    static void requireThem(String suite) {
        boolean there = Files.isDirectory(root());
        if (!there) {
            System.out.println("conformance " + suite + ": skipped, the fixtures are not here (" + VARIABLE
                    + ", ../shared/fixtures)");
        }
        Assumptions.assumeTrue(there, "the fixtures are not here");
    }

    static Manifest manifest() {
        return Manifest.read(bytes(root().resolve("MANIFEST.md")));
    }

    static Fields json(byte[] bytes) {
        return Fields.of(((JsonResult.Read) READER.read(bytes)).value());
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of our own payloads. */
    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream("/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the payloads that are shipped for trying things out. */
    static byte[] sample(String name) {
        return bytes(Path.of("config/demo/payloads").resolve(name));
    }

    private static Path root() {
        String set = System.getProperty(VARIABLE, System.getenv(VARIABLE));
        return Stream.of(set, "../shared/fixtures", "../../shared/fixtures")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(Path.of("no-fixtures"));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
