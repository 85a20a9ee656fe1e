/** Customer.io's events, transactional messages and broadcasts. */
@NullMarked
package dev.tidegate.connector.customerio;

import org.jspecify.annotations.NullMarked;
