package dev.tidegate.source.standard;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Phone numbers as E.164. */
public final class Phones {
    /** Longer than any number with its spaces, brackets and an extension. */
    private static final int LONGEST = 40;

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Phones() {}

    /**
     * The number in E.164, or null if it cannot be a number there.
     *
     * @param region the country whose national form may be meant, or null if only international ones count
     */
    public static @Nullable String standardise(String trimmed, @Nullable String region) {
        if (trimmed.length() > LONGEST) {
            return null;
        }
        try {
            PhoneNumber number = NUMBERS.parse(trimmed, region);
            return NUMBERS.isValidNumber(number) ? NUMBERS.format(number, PhoneNumberFormat.E164) : null;
        } catch (NumberParseException e) {
            return null;
        }
    }
}
