package dev.tidegate.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.support.Messages;
import org.junit.jupiter.api.Test;

class EchoTest {
    @Test
    void names_the_message_and_nobody() {
        Message cart = Messages.cart();

        assertThat(Echo.of(cart))
                .containsEntry("tidegate_message_id", cart.id().value())
                .containsEntry("tidegate_trigger", "cart-abandoned")
                .containsEntry("tidegate_step", "1")
                .containsEntry("tidegate_destination", "hook")
                .hasSize(4);
    }

    @Test
    void every_provider_can_carry_it() {
        Echo.of(Messages.cart())
                .forEach((name, value) -> assertThat(name + value).matches("[A-Za-z0-9_-]{1,200}"));
    }
}
