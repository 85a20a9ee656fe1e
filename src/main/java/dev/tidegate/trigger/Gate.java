package dev.tidegate.trigger;

import dev.tidegate.domain.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that can stop a message that is due. */
interface Gate {
    /** The name in the ledger. */
    String name();

    Look look(Passage passage);

    /** What a gate saw. */
    sealed interface Look {
        /** The trigger does not ask for this gate. */
        record NotAsked() implements Look {}

        record Pass(String seen) implements Look {}

        /**
         * The message has to wait, and is decided anew then.
         *
         * @param until when
         */
        record Defer(String seen, Instant until) implements Look {}

        /**
         * The message is not sent.
         *
         * @param eligibleAt from when the trigger can fire again for this customer, where that is known
         */
        record Stop(
                Verdict.Outcome outcome,
                String seen,
                @Nullable Instant eligibleAt) implements Look {}

        Look NOT_ASKED = new NotAsked();

        static Look pass(String seen) {
            return new Pass(seen);
        }

        static Look stop(Verdict.Outcome outcome, String seen) {
            return new Stop(outcome, seen, null);
        }
    }
}
