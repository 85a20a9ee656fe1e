package dev.tidegate.trigger;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a decision must be told before it can be taken.
 *
 * @param registrations the runs that this occasion may start, each with the tokens it must be found by
 * @param marksOf tokens whose cancel marks are wanted without registering anything
 * @param cooldowns cooldowns that may stop a message
 * @param addresses whether the consent and suppression of the customer's addresses are wanted
 */
public record Needs(
        Map<RunKey, Set<Token>> registrations, Set<Token> marksOf, List<CooldownKey> cooldowns, boolean addresses) {
    public static final Needs NOTHING = new Needs(Map.of(), Set.of(), List.of(), false);

    public Needs {
        registrations = Map.copyOf(registrations);
        marksOf = Set.copyOf(marksOf);
        cooldowns = List.copyOf(cooldowns);
    }
}
