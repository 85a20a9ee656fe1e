package dev.tidegate.app;

import dev.tidegate.queue.DecideRole;
import dev.tidegate.redis.Ownership;
import dev.tidegate.redis.Territory;
import io.vertx.core.Future;

/** Passes intakes and partitions to the part that decides; all on one loop. */
final class DecideTenants {
    private DecideTenants() {}

    record Intakes(DecideRole role) implements Territory.Tenant {
        @Override
        public void taken(int slot, Ownership ownership) {
            role.takeIntake(slot);
        }

        @Override
        public Future<Void> leave(int slot) {
            return role.leaveIntake(slot);
        }

        @Override
        public void lost(int slot) {
            var unused = role.leaveIntake(slot);
        }
    }

    record Partitions(DecideRole role) implements Territory.Tenant {
        @Override
        public void taken(int slot, Ownership ownership) {
            role.takePartition(slot, ownership);
        }

        @Override
        public Future<Void> leave(int slot) {
            return role.leavePartition(slot);
        }

        @Override
        public void lost(int slot) {
            var unused = role.leavePartition(slot);
        }
    }
}
