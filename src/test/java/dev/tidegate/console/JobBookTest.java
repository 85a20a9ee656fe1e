package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobBookTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final JobBook<String> jobs = new JobBook<>(() -> NOON, new Random(1));

    @Test
    void one_job_runs_at_a_time() {
        String first = jobs.begin().orElseThrow();
        assertThat(jobs.begin()).isEmpty();

        jobs.progress(first, "half");
        assertThat(jobs.find(first)).contains(new Job<>(first, Job.Status.RUNNING, NOON, null, "half", null));
        jobs.failed(first, "no disk");

        assertThat(jobs.find(first)).contains(new Job<>(first, Job.Status.FAILED, NOON, NOON, "half", "no disk"));
        String second = jobs.begin().orElseThrow();
        jobs.done(second, "all");
        assertThat(jobs.find(second)).contains(new Job<>(second, Job.Status.DONE, NOON, NOON, "all", null));
    }

    @Test
    void the_oldest_are_forgotten() {
        String first = jobs.begin().orElseThrow();
        jobs.done(first, "");
        for (int i = 1; i < JobBook.KEPT; i++) {
            jobs.done(jobs.begin().orElseThrow(), "");
        }
        assertThat(jobs.find(first)).isPresent();

        jobs.done(jobs.begin().orElseThrow(), "");

        assertThat(jobs.find(first)).isEmpty();
    }
}
