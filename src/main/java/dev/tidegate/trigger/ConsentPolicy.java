package dev.tidegate.trigger;

import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.Profile;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What marketing needs of a customer: the {@code consent} block of {@code gateway.yaml}.
 *
 * @param standard where the customer's country is not known or not named
 * @param countries by ISO 3166-1 alpha-2
 */
public record ConsentPolicy(Rule standard, Map<String, Rule> countries) {
    /** A grant is needed everywhere. */
    public static final ConsentPolicy OPT_IN = new ConsentPolicy(Rule.OPT_IN, Map.of());

    public ConsentPolicy {
        countries = Map.copyOf(countries);
    }

    /** The rule that counts for a customer. */
    Rule of(Profile profile) {
        return profile.fields().get("country") instanceof String country
                ? countries.getOrDefault(country, standard)
                : standard;
    }

    /** What has to be known of a customer's consent before marketing. */
    public enum Rule {
        /** The customer must have agreed. */
        OPT_IN,
        /** The customer must not have objected. */
        OPT_OUT,
        /** The ESP keeps consent and judges; what is known here to be an objection counts all the same. */
        AT_DESTINATION;

        boolean allows(@Nullable ConsentChange known) {
            return known == null
                    ? this != OPT_IN
                    : switch (known.state()) {
                        case GRANTED -> true;
                        case DENIED -> false;
                        case UNKNOWN -> this != OPT_IN;
                    };
        }
    }
}
