package dev.tidegate.app.cli;

import dev.tidegate.app.settings.SettingsResult;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the commands do once their words are understood; each gives the exit code.
 *
 * @param settings how settings are read
 */
public record Actions(
        SettingsSource settings, Online online, Start start, Demo demo, Send send, Explain explain, Backtest backtest) {

    /** Asks destinations whether they let us in. */
    @FunctionalInterface
    public interface Online {
        int run(SettingsResult.Valid settings, Console console);
    }

    /** Runs the gateway until it is told to stop. */
    @FunctionalInterface
    public interface Start {
        /** @param origin of the settings, which are read again when a file changes */
        int run(SettingsResult.Valid settings, SettingsOrigin origin, Console console);
    }

    /** Plays a storefront against a gateway of its own. */
    @FunctionalInterface
    public interface Demo {
        /**
         * @param once whether it ends after the summary
         * @param port the public port; 0 for a free one
         */
        int run(boolean once, int port, Console console);
    }

    /** Signs and posts payloads as a source's provider does. */
    @FunctionalInterface
    public interface Send {
        int run(SettingsResult.Valid settings, Payloads payloads, Console console);
    }

    /** Says why a message was sent, or was not. */
    @FunctionalInterface
    public interface Explain {
        int run(Question question, Console console);
    }

    /** Tells what other triggers would have done. */
    @FunctionalInterface
    public interface Backtest {
        int run(SettingsResult.Valid settings, Trial trial, Console console);
    }

    /**
     * What is to be tried.
     *
     * @param triggers a file of triggers
     * @param from the first moment that counts; the beginning if absent
     * @param to the end; now if absent
     */
    public record Trial(Path triggers, Optional<Instant> from, Optional<Instant> to) {}

    /**
     * What is to be explained: one event, or all that happened with a customer.
     *
     * @param management the management port of the gateway that is asked
     */
    public record Question(Optional<String> event, Optional<String> email, URI management) {
        public Question {
            if (event.isPresent() == email.isPresent()) {
                throw new IllegalArgumentException("either an event or an address is asked about");
            }
        }
    }

    /**
     * What is to be sent.
     *
     * @param source the name of the source whose provider is played
     * @param url the gateway's public address, if not the one that the settings give
     * @param repeat how many times each file is sent
     * @param key a file with the private key that signs, where the settings have only the public one
     */
    public record Payloads(String source, Optional<URI> url, int repeat, Optional<Path> key, List<Path> files) {
        public Payloads {
            files = List.copyOf(files);
        }
    }
}
