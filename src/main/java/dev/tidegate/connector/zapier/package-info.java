/** Catch hooks of Zapier, Make and n8n. */
@NullMarked
package dev.tidegate.connector.zapier;

import org.jspecify.annotations.NullMarked;
