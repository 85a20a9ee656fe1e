/** Klaviyo's events, profiles and subscriptions. */
@NullMarked
package dev.tidegate.connector.klaviyo;

import org.jspecify.annotations.NullMarked;
