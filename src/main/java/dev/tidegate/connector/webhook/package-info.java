/** Any HTTP endpoint, signed as Standard Webhooks. */
@NullMarked
package dev.tidegate.connector.webhook;

import org.jspecify.annotations.NullMarked;
