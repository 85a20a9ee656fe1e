package dev.tidegate.domain;

import org.jspecify.annotations.Nullable;

/** Links by which a customer gets to their own pages; each is null where no public address is configured. */
public interface CustomerLinks {
    /** No links at all. */
    CustomerLinks NONE = new CustomerLinks() {
        @Override
        public @Nullable String preferences(ProfileId profile) {
            return null;
        }

        @Override
        public @Nullable String unsubscribe(ProfileId profile) {
            return null;
        }
    };

    /** To the page that shows and changes consent. */
    @Nullable
    String preferences(ProfileId profile);

    /** To the one-click unsubscribe of RFC 8058. */
    @Nullable
    String unsubscribe(ProfileId profile);
}
