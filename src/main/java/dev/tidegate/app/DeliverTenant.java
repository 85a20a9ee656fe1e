package dev.tidegate.app;

import dev.tidegate.delivery.DeliveryWorker;
import dev.tidegate.redis.Ownership;
import dev.tidegate.redis.Territory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Passes partitions to the loop that delivers, and its answers back to the loop that shares them out. */
record DeliverTenant(DeliveryWorker worker, Context workLoop) implements Territory.Tenant {
    @Override
    public void taken(int slot, Ownership ownership) {
        worker.taken(slot, ownership);
    }

    @Override
    public Future<Void> leave(int slot) {
        Promise<Void> left = Promise.promise();
        worker.leave(slot)
                .onComplete(done -> workLoop.runOnContext(turn -> {
                    if (done.succeeded()) {
                        left.complete();
                    } else {
                        left.fail(done.cause());
                    }
                }));
        return left.future();
    }

    @Override
    public void lost(int slot) {
        worker.lost(slot);
    }
}
