package dev.tidegate.app.cli;

/** The exit codes that the outside relies on. */
public final class ExitCode {
    public static final int OK = 0;

    /** The command ran, and what it was to do did not succeed. */
    public static final int FAILED = 1;

    /** The configuration or the command line is wrong. */
    public static final int BAD_CONFIGURATION = 2;

    /** Redis could not be reached within the start limit. */
    public static final int NO_REDIS = 3;

    private ExitCode() {}
}
