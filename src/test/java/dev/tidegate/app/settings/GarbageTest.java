package dev.tidegate.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.app.settings.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the files, reading them ends with settings or with problems that have a place. */
class GarbageTest {
    private static final int ROUNDS = 24;
    private static final String PIECES = "\n  \t:-[]{}\"'|>&*!#%@`,?$0123456789abcxyz\u00e9\u2028\ud83d\ude00\u0000";
    private static final List<String> FILES =
            List.of("gateway.yaml", "sources.yaml", "destinations.yaml", "triggers.yaml", "quality.yaml");

    @TempDir
    Path directory;

    @RepeatedTest(6)
    void never_throws(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        SettingsFolder folder = new SettingsFolder(directory);
        for (int round = 0; round < ROUNDS; round++) {
            for (String file : FILES) {
                switch (round % 6) {
                    case 0 -> folder.file(file, noise(random));
                    case 1 -> folder.file(file, bytes(random));
                    default -> folder.file(file, damaged(example(file), random));
                }
            }
            check(folder.read());
        }
    }

    private static void check(SettingsResult result) {
        if (result instanceof SettingsResult.Faulty(List<Problem> problems)) {
            assertThat(problems).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.at().line()).isPositive();
                assertThat(problem.at().column()).isPositive();
                assertThat(problem.what()).isNotBlank();
                assertThat(problem.toString()).hasLineCount(1);
            });
        }
    }

    private static String example(String file) throws IOException {
        return Files.readString(Path.of("config").resolve(file)).replaceAll("(?m)^#(?= {2})", "");
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> damaged.insert(at, piece(random));
                case 1 -> damaged.delete(at, end);
                case 2 -> damaged.insert(random.nextInt(damaged.length()), damaged.substring(at, end));
                default -> damaged.setCharAt(at, piece(random));
            }
        }
        return damaged.toString();
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(400); i >= 0; i--) {
            noise.append(piece(random));
        }
        return noise.toString();
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static char piece(Random random) {
        return PIECES.charAt(random.nextInt(PIECES.length()));
    }
}
