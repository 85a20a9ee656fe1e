/** Mandrill's template API. */
@NullMarked
package dev.tidegate.connector.mandrill;

import org.jspecify.annotations.NullMarked;
