package dev.tidegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fuzzing has found worth keeping, run again; see {@code docs/testing.md} for the fuzzing itself. */
class FuzzCorpusTest {
    private static final long LARGEST = 1 << 19;

    static Stream<String> targets() {
        return FuzzTargets.byName().keySet().stream();
    }

    /** An input that is never through would show here, too. */
    @ParameterizedTest
    @MethodSource("targets")
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void what_was_kept_for(String name) throws Exception {
        FuzzTarget target = FuzzTargets.named(name);
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        inputs.addAll(Corpus.of(name).inputs());
        for (byte[] input : inputs) {
            target.run(input);
        }
        System.out.println("fuzz corpus " + name + ": ran " + inputs.size());
    }

    @Test
    void the_corpora_are_small_and_each_is_some_targets() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz"))) {
            List<Path> corpora = files.toList();
            long size = 0;
            for (Path corpus : corpora) {
                size += Files.size(corpus);
            }
            assertThat(size).isLessThan(LARGEST);
            assertThat(corpora)
                    .extracting(corpus -> corpus.getFileName().toString().replace(".gz", ""))
                    .isSubsetOf(FuzzTargets.byName().keySet());
        }
    }
}
