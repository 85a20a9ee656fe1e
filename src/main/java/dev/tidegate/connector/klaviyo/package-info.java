/** Klaviyo's events API. */
@NullMarked
package dev.tidegate.connector.klaviyo;

import org.jspecify.annotations.NullMarked;
