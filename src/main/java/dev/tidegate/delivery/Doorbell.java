package dev.tidegate.delivery;

/** Tells whoever delivers a partition, in this process or another, that there is work for a destination. A hint: it may be lost. */
@FunctionalInterface
public interface Doorbell {
    void ring(int partition, String destination);
}
