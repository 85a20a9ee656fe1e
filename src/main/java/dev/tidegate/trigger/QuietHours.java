package dev.tidegate.trigger;

import dev.tidegate.domain.Profile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A time of day in which marketing rests, in the customer's own time zone.
 *
 * @param from when it begins; later than {@code to} when it goes across midnight
 * @param to when it is over
 * @param zone for all customers, null for each customer's own
 * @param defaultZone for customers whose zone is not known
 * @param then what becomes of a message that is due within it
 */
public record QuietHours(
        LocalTime from, LocalTime to, @Nullable ZoneId zone, ZoneId defaultZone, Then then) {
    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("quiet hours have a length");
        }
    }

    /** What becomes of a message that is due in quiet hours. */
    public enum Then {
        /** It waits until they are over, and is decided anew then. */
        DEFER,
        /** It is not sent. */
        DROP
    }

    /**
     * When the quiet hours are over in which the moment lies, or null when it lies in none. A local time that the clocks
     * skip is moved by as much as they skip; of one that comes twice, quiet hours end at the first.
     */
    @Nullable
    Instant endAfter(Instant moment, Profile profile) {
        ZoneId zone = zoneOf(profile);
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean acrossMidnight = from.isAfter(to);
        LocalDate endDay;
        if (acrossMidnight && !time.isBefore(from)) {
            endDay = local.toLocalDate().plusDays(1);
        } else if (time.isBefore(to) && (acrossMidnight || !time.isBefore(from))) {
            endDay = local.toLocalDate();
        } else {
            return null;
        }
        Instant end = endDay.atTime(to).atZone(zone).toInstant();
        return end.isAfter(moment) ? end : null;
    }

    /** How long the time between two quiet hours is, in seconds of a plain day. */
    long openSeconds() {
        int quiet = Math.floorMod(to.toSecondOfDay() - from.toSecondOfDay(), 86_400);
        return 86_400L - quiet;
    }

    /** The zone that counts for a customer; a name that no longer exists counts as none. */
    ZoneId zoneOf(Profile profile) {
        if (zone != null) {
            return zone;
        }
        if (profile.fields().get("timezone") instanceof String name) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException unknown) {
                return defaultZone;
            }
        }
        return defaultZone;
    }
}
