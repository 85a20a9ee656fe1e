package dev.tidegate.trigger;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a decision must be told before it can be taken.
 *
 * @param registrations the runs that this occasion may start or start anew, to be made known under their tokens; the
 *     marks of these tokens are wanted too
 * @param marksOf tokens whose cancel marks are wanted without registering anything
 * @param cooldowns cooldowns that may stop a message
 * @param addresses whether the consent and suppression of the customer's addresses are wanted
 */
public record Needs(
        List<Registration> registrations, Set<Token> marksOf, List<CooldownKey> cooldowns, boolean addresses) {
    public static final Needs NOTHING = new Needs(List.of(), Set.of(), List.of(), false);

    public Needs {
        registrations = List.copyOf(registrations);
        marksOf = Set.copyOf(marksOf);
        cooldowns = List.copyOf(cooldowns);
    }

    /**
     * A run that events with one of the tokens can cancel, whomever they name.
     *
     * @param forgetAt from then on there is nothing left to cancel
     */
    public record Registration(RunKey run, Set<Token> tokens, Instant forgetAt) {
        public Registration {
            tokens = Set.copyOf(tokens);
        }
    }
}
