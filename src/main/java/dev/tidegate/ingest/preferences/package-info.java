/** The customer's own pages: what is on record about consent, opting in and out, and the one-click unsubscribe. */
@NullMarked
package dev.tidegate.ingest.preferences;

import org.jspecify.annotations.NullMarked;
