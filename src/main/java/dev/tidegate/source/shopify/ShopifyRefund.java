package dev.tidegate.source.shopify;

import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refunds. They name the order and nobody's address. */
final class ShopifyRefund {
    private static final Set<String> CAME_TO_NOTHING = Set.of("failure", "error");

    private ShopifyRefund() {}

    static void read(Fields refund, EventDraft draft) {
        List<Fields> lines = refund.objects("refund_line_items");
        draft.property("order_id", refund.id("order_id"));
        draft.property("refund_id", refund.id("id"));
        draft.property("value", paidBack(refund.objects("transactions")));
        draft.currency(currency(refund, lines));
        List<Object> products = new ArrayList<>(lines.size());
        for (Fields line : lines) {
            products.add(ShopifyProducts.product(line.object("line_item"), line.get("quantity")));
        }
        draft.property("products", products.isEmpty() ? null : products);
        draft.property("reason", refund.text("note"));
    }

    /** What really went back, which may be less than the lines are worth; null if that is not told. */
    private static @Nullable BigDecimal paidBack(List<Fields> transactions) {
        BigDecimal sum = null;
        for (Fields transaction : transactions) {
            BigDecimal amount = transaction.amount("amount");
            String status = transaction.text("status");
            if (amount != null && (status == null || !CAME_TO_NOTHING.contains(status))) {
                sum = sum == null ? amount : sum.add(amount);
            }
        }
        return sum;
    }

    private static @Nullable Object currency(Fields refund, List<Fields> lines) {
        for (Fields transaction : refund.objects("transactions")) {
            if (transaction.has("currency")) {
                return transaction.get("currency");
            }
        }
        Fields money = lines.isEmpty()
                ? refund.object("total_duties_set")
                : lines.getFirst().object("subtotal_set");
        return money.object("shop_money").get("currency_code");
    }
}
