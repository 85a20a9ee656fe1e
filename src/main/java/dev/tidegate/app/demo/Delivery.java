package dev.tidegate.app.demo;

import java.util.Map;

/**
 * One request that the storefront makes.
 *
 * @param path on the public port
 * @param headers with the signature
 * @param expected the status that it should be answered with
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record Delivery(String path, Map<String, String> headers, byte[] body, int expected) {}
