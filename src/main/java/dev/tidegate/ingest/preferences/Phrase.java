package dev.tidegate.ingest.preferences;

/** All that the pages say. */
enum Phrase {
    PREFERENCES("Your message preferences", "Ihre Einstellungen für Nachrichten"),
    INTRODUCTION(
            "Choose how we may write to you with offers and news. Messages about your orders are not affected.",
            "Wählen Sie, wie wir Ihnen Angebote und Neuigkeiten schicken dürfen. Nachrichten zu Ihren Bestellungen sind"
                    + " davon nicht betroffen."),
    EMAIL("E-mail", "E-Mail"),
    SMS("Text message", "SMS"),
    AGREED("You have agreed", "Sie haben zugestimmt"),
    DECLINED("You have declined", "Sie haben abgelehnt"),
    UNKNOWN("You have not told us yet.", "Sie haben uns noch nichts dazu gesagt."),
    SINCE("since", "seit dem"),
    SOURCE("source:", "Quelle:"),
    YES("Yes, write to me", "Ja, schreiben Sie mir"),
    NO("No, do not write to me", "Nein, schreiben Sie mir nicht"),
    SAVE("Save", "Speichern"),
    SAVED(
            "Saved. It may take a minute until it works everywhere.",
            "Gespeichert. Es kann eine Minute dauern, bis es überall wirkt."),
    NO_ADDRESS(
            "There is no address on record to write to.",
            "Es ist keine Adresse gespeichert, an die wir schreiben könnten."),
    SUPPRESSED(
            "This address gets no offers at present, because messages to it came back or were reported. Please contact"
                    + " us if you would like to get them again.",
            "Diese Adresse bekommt zurzeit keine Angebote, weil Nachrichten an sie zurückkamen oder gemeldet wurden."
                    + " Bitte melden Sie sich bei uns, wenn Sie wieder welche bekommen möchten."),
    UNSUBSCRIBE("Unsubscribe", "Abmelden"),
    UNSUBSCRIBE_ASK(
            "Would you like to get no more offers and news by e-mail?",
            "Möchten Sie keine Angebote und Neuigkeiten per E-Mail mehr bekommen?"),
    UNSUBSCRIBE_DO("Yes, unsubscribe me", "Ja, bitte abmelden"),
    UNSUBSCRIBED("You are unsubscribed", "Sie sind abgemeldet"),
    UNSUBSCRIBED_TEXT(
            "You will get no more offers and news by e-mail. A message that is on its way already may still arrive.",
            "Sie bekommen keine Angebote und Neuigkeiten per E-Mail mehr. Eine Nachricht, die schon unterwegs ist,"
                    + " kann noch ankommen."),
    UNKNOWN_LINK("This link does not work", "Dieser Link funktioniert nicht"),
    UNKNOWN_LINK_TEXT(
            "Please use the link exactly as it stands in our message.",
            "Bitte verwenden Sie den Link genau so, wie er in unserer Nachricht steht."),
    BUSY("Please try again", "Bitte noch einmal versuchen"),
    BUSY_TEXT(
            "Your choice could not be stored just now. Please try again in a moment.",
            "Ihre Wahl konnte gerade nicht gespeichert werden. Bitte versuchen Sie es gleich noch einmal.");

    private final String english;
    private final String german;

    Phrase(String english, String german) {
        this.english = english;
        this.german = german;
    }

    String english() {
        return english;
    }

    String german() {
        return german;
    }
}
