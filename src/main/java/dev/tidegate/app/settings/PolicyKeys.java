package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.MapShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.trigger.ConsentPolicy;
import dev.tidegate.trigger.Frequency;
import dev.tidegate.trigger.Frequency.Cap;
import dev.tidegate.trigger.QuietHours;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys {@code consent} and {@code frequency} of {@code gateway.yaml}. */
final class PolicyKeys {
    private static final String OF_PROFILE = "profile";
    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);

    // ---- consent
    private static final Shape<ConsentPolicy.Rule> RULE =
            Scalars.choice(ConsentPolicy.Rule.class, rule -> rule.name().toLowerCase(Locale.ROOT));
    private static final Key<ConsentPolicy.Rule> DEFAULT =
            Key.optional("default", RULE, "What marketing needs.").or("opt_in");
    private static final Key<Map<String, ConsentPolicy.Rule>> COUNTRIES = Key.<Map<String, ConsentPolicy.Rule>>optional(
                    "countries",
                    new MapShape<ConsentPolicy.Rule>(
                            Pattern.compile("[A-Z]{2}"), "two capital letters, as in ISO 3166-1, such as DE", RULE),
                    "The same for the customers of single countries.")
            .or("{}");
    static final Key<ConsentPolicy> CONSENT = Key.optional(
                    "consent",
                    ObjectShape.<ConsentPolicy>of(
                            v -> new ConsentPolicy(v.get(DEFAULT), v.get(COUNTRIES)), DEFAULT, COUNTRIES),
                    "Whether marketing needs the customer's grant.")
            .or("{}");

    // ---- caps
    private static final Key<String> NAME = Key.required("name", Names.shape(), "What the ledger calls it.");
    private static final Key<Integer> MAX =
            Key.required("max", Quantities.integer(1, 1_000), "Most messages within the window.");
    private static final Key<Duration> PER = Key.required(
            "per", Quantities.duration(Duration.ofSeconds(1), LONGEST_WINDOW), "The length of the rolling window.");
    private static final Key<List<Cap>> CAPS = Key.optional(
                    "caps",
                    ListShape.<Cap>any(
                            ObjectShape.of(v -> new Cap(v.get(NAME), v.get(MAX), v.get(PER)), NAME, MAX, PER)),
                    "Most marketing messages to one address, over all triggers and destinations.")
            .or("[]");

    // ---- quiet hours
    private static final Shape<LocalTime> TIME =
            Scalars.text(PolicyKeys::time, LocalTime::toString, "a time of day in quotes, such as \"21:00\"");
    private static final Shape<ZoneId> ZONE =
            Scalars.text(PolicyKeys::zone, ZoneId::getId, "a time zone of the IANA database, such as Europe/Berlin");
    private static final Key<LocalTime> FROM = Key.required("from", TIME, "When they begin.");
    private static final Key<LocalTime> TO = Key.required("to", TIME, "When they are over.");
    private static final Key<String> TIMEZONE = Key.optional(
                    "timezone",
                    Scalars.text(
                            text -> text.equals(OF_PROFILE) ? text : zone(text).getId(),
                            text -> text,
                            OF_PROFILE + " for each customer's own, or a time zone such as Europe/Berlin"),
                    "Whose time of day counts.")
            .or(OF_PROFILE);
    private static final Key<ZoneId> DEFAULT_TIMEZONE = Key.optional(
                    "default_timezone", ZONE, "For customers whose time zone is not known.")
            .or("UTC");
    private static final Key<QuietHours.Then> THEN = Key.optional(
                    "then",
                    Scalars.choice(QuietHours.Then.class, then -> then.name().toLowerCase(Locale.ROOT)),
                    "What becomes of a message that is due within them.")
            .or("defer");
    private static final Key<QuietHours> QUIET_HOURS = Key.optional(
            "quiet_hours",
            ObjectShape.<QuietHours>of(PolicyKeys::quietHours, FROM, TO, TIMEZONE, DEFAULT_TIMEZONE, THEN)
                    .checking(PolicyKeys::checkLength),
            "A time of day in which marketing rests.");

    static final Key<Frequency> FREQUENCY = Key.optional(
                    "frequency",
                    ObjectShape.<Frequency>of(
                                    v -> new Frequency(
                                            v.get(CAPS), v.find(QUIET_HOURS).orElse(null)),
                                    CAPS,
                                    QUIET_HOURS)
                            .checking(PolicyKeys::checkNames)
                            .checking(PolicyKeys::checkCaps),
                    "How often and when marketing may reach a customer.")
            .or("{}");

    private PolicyKeys() {}

    private static QuietHours quietHours(Values values) {
        String zone = values.get(TIMEZONE);
        return new QuietHours(
                values.get(FROM),
                values.get(TO),
                zone.equals(OF_PROFILE) ? null : ZoneId.of(zone),
                values.get(DEFAULT_TIMEZONE),
                values.get(THEN));
    }

    private static void checkLength(Values values) {
        if (values.find(FROM).isPresent() && values.find(FROM).equals(values.find(TO))) {
            values.problem(TO, "is when they begin, too; allowed: another time");
        }
    }

    private static void checkNames(Values values) {
        Set<String> names = new HashSet<>();
        List<Cap> caps = values.find(CAPS).orElse(List.of());
        for (int i = 0; i < caps.size(); i++) {
            if (!names.add(caps.get(i).name())) {
                values.problemUnder("caps[" + i + "].name", "stands twice; allowed: a name of its own");
            }
        }
    }

    /** A cap that allows no less than another does in a longer time can never be reached. */
    private static void checkCaps(Values values) {
        List<Cap> caps = values.find(CAPS).orElse(List.of());
        for (int i = 0; i < caps.size(); i++) {
            for (int other = 0; other < caps.size(); other++) {
                if (i != other
                        && isIdle(caps.get(i), caps.get(other))
                        && !(i < other && isIdle(caps.get(other), caps.get(i)))) {
                    values.problemUnder(
                            "caps[" + i + "].max",
                            "can never be reached, as " + caps.get(other).name() + " allows only "
                                    + caps.get(other).max() + " in a window that is no shorter; allowed: fewer, or"
                                    + " leave this cap out");
                    break;
                }
            }
        }
    }

    private static boolean isIdle(Cap cap, Cap beside) {
        return cap.max() >= beside.max() && cap.per().compareTo(beside.per()) <= 0;
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is not a time of day", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is not a time zone", e);
        }
    }
}
