/** SendGrid's mail API. */
@NullMarked
package dev.tidegate.connector.sendgrid;

import org.jspecify.annotations.NullMarked;
