package dev.tidegate.profile;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The time zone that people of a country live in, for countries that have one, or nearly all of whose people live in one. Of
 * others nothing can be told: the middle of the United States would wake people at both coasts.
 */
final class CountryZones {
    private static final int LONGEST_ZONE = 64;

    private static final Map<String, String> ZONES = Map.ofEntries(
            Map.entry("AE", "Asia/Dubai"),
            Map.entry("AR", "America/Argentina/Buenos_Aires"),
            Map.entry("AT", "Europe/Vienna"),
            Map.entry("BE", "Europe/Brussels"),
            Map.entry("BG", "Europe/Sofia"),
            Map.entry("CH", "Europe/Zurich"),
            Map.entry("CN", "Asia/Shanghai"),
            Map.entry("CO", "America/Bogota"),
            Map.entry("CY", "Asia/Nicosia"),
            Map.entry("CZ", "Europe/Prague"),
            Map.entry("DE", "Europe/Berlin"),
            Map.entry("DK", "Europe/Copenhagen"),
            Map.entry("EE", "Europe/Tallinn"),
            Map.entry("EG", "Africa/Cairo"),
            Map.entry("FI", "Europe/Helsinki"),
            Map.entry("FR", "Europe/Paris"),
            Map.entry("GB", "Europe/London"),
            Map.entry("GR", "Europe/Athens"),
            Map.entry("HK", "Asia/Hong_Kong"),
            Map.entry("HR", "Europe/Zagreb"),
            Map.entry("HU", "Europe/Budapest"),
            Map.entry("IE", "Europe/Dublin"),
            Map.entry("IL", "Asia/Jerusalem"),
            Map.entry("IN", "Asia/Kolkata"),
            Map.entry("IS", "Atlantic/Reykjavik"),
            Map.entry("IT", "Europe/Rome"),
            Map.entry("JP", "Asia/Tokyo"),
            Map.entry("KR", "Asia/Seoul"),
            Map.entry("LI", "Europe/Vaduz"),
            Map.entry("LT", "Europe/Vilnius"),
            Map.entry("LU", "Europe/Luxembourg"),
            Map.entry("LV", "Europe/Riga"),
            Map.entry("MA", "Africa/Casablanca"),
            Map.entry("MT", "Europe/Malta"),
            Map.entry("MY", "Asia/Kuala_Lumpur"),
            Map.entry("NG", "Africa/Lagos"),
            Map.entry("NL", "Europe/Amsterdam"),
            Map.entry("NO", "Europe/Oslo"),
            Map.entry("NZ", "Pacific/Auckland"),
            Map.entry("PE", "America/Lima"),
            Map.entry("PH", "Asia/Manila"),
            Map.entry("PK", "Asia/Karachi"),
            Map.entry("PL", "Europe/Warsaw"),
            Map.entry("RO", "Europe/Bucharest"),
            Map.entry("RS", "Europe/Belgrade"),
            Map.entry("SA", "Asia/Riyadh"),
            Map.entry("SE", "Europe/Stockholm"),
            Map.entry("SG", "Asia/Singapore"),
            Map.entry("SI", "Europe/Ljubljana"),
            Map.entry("SK", "Europe/Bratislava"),
            Map.entry("TH", "Asia/Bangkok"),
            Map.entry("TR", "Europe/Istanbul"),
            Map.entry("TW", "Asia/Taipei"),
            Map.entry("UA", "Europe/Kyiv"),
            Map.entry("VN", "Asia/Ho_Chi_Minh"),
            Map.entry("ZA", "Africa/Johannesburg"));

    private CountryZones() {}

    /** @param country ISO 3166-1 alpha-2 */
    static Optional<String> of(String country) {
        return Optional.ofNullable(ZONES.get(country));
    }

    /** Whether there is such a zone. */
    static boolean isZone(String text) {
        try {
            return text.length() <= LONGEST_ZONE && ZoneId.of(text).getId().equals(text);
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
