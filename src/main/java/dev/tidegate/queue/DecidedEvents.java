package dev.tidegate.queue;

import dev.tidegate.domain.ProfileId;
import java.time.Instant;

/** Is told what was decided on, once what follows from it is committed. */
public interface DecidedEvents {
    /** One that does not care. */
    DecidedEvents IGNORED = new DecidedEvents() {
        @Override
        public void decided(ProfileId profile, byte[] event) {}

        @Override
        public void merged(ProfileId into, ProfileId profile, Instant at) {}
    };

    /** @param event as canonical JSON, not to be changed */
    void decided(ProfileId profile, byte[] event);

    /** A profile has become part of another one. */
    void merged(ProfileId into, ProfileId profile, Instant at);
}
