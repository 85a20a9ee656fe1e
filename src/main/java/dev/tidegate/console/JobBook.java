package dev.tidegate.console;

import dev.tidegate.console.Job.Status;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The last jobs of one kind that this process was ordered to do; one runs at a time. Any thread may tell and ask. */
public final class JobBook<T> {
    /** So many are remembered. */
    static final int KEPT = 20;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Job<T>> jobs = new LinkedHashMap<>();
    private @Nullable String running;

    public JobBook(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The id of a new job; none while another one runs. */
    public synchronized Optional<String> begin() {
        if (running != null) {
            return Optional.empty();
        }
        String id = Long.toHexString(random.nextLong() | Long.MIN_VALUE);
        running = id;
        jobs.put(id, new Job<>(id, Status.RUNNING, clock.instant(), null, null, null));
        while (jobs.size() > KEPT) {
            jobs.remove(jobs.keySet().iterator().next());
        }
        return Optional.of(id);
    }

    public synchronized Optional<Job<T>> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** What the job has come to so far. */
    public synchronized void progress(String id, T soFar) {
        Job<T> job = jobs.get(id);
        if (job != null && job.status() == Status.RUNNING) {
            jobs.put(id, new Job<>(id, Status.RUNNING, job.startedAt(), null, soFar, null));
        }
    }

    public synchronized void done(String id, T result) {
        end(id, Status.DONE, result, null);
    }

    /** @param why without any personal data */
    public synchronized void failed(String id, String why) {
        Job<T> job = jobs.get(id);
        end(id, Status.FAILED, job == null ? null : job.result(), why);
    }

    private void end(String id, Status status, @Nullable T result, @Nullable String failure) {
        Job<T> job = jobs.get(id);
        if (job != null) {
            jobs.put(id, new Job<>(id, status, job.startedAt(), clock.instant(), result, failure));
        }
        if (id.equals(running)) {
            running = null;
        }
    }
}
