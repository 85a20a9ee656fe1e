package dev.tidegate.connector;

/** What a status means where an ESP gives it no meaning of its own. */
public final class ErrorClasses {
    private ErrorClasses() {}

    /** As {@link #byStatus}, where 401 and 403 speak of the account and not of the message. */
    public static Outcome ofAccount(EspAnswer answer) {
        return answer.status() == 401 || answer.status() == 403
                ? new Outcome.AccountRefused("HTTP " + answer.status() + ": the credentials are not accepted")
                : byStatus(answer);
    }

    /** 2xx is delivered; 408, 425, 429 and 5xx are tried again, {@code Retry-After} kept; any other answer is final. */
    public static Outcome byStatus(EspAnswer answer) {
        int status = answer.status();
        String reason = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Outcome.RetryLater(RetryAfter.parse(answer.header("retry-after"), answer.at()), reason);
        }
        if (status >= 300 && status < 400) {
            return new Outcome.Refused(reason + ": a redirect, which is not followed");
        }
        return new Outcome.Refused(reason);
    }
}
