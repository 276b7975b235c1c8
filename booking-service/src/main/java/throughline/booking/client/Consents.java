package throughline.booking.client;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.contract.CallId;
import throughline.service.PracticeSettings;

/** What people say about mails after a call, with the sentence of the form they said it to. */
@Component
public class Consents {

    private static final String FOLLOW_UP = "follow-up";

    private final MessageSource texts;
    private final PracticeSettings practice;

    Consents(MessageSource texts, PracticeSettings practice) {
        this.texts = texts;
        this.practice = practice;
    }

    /** The sentence beside the box of the form. */
    public String followUpSentence() {
        return texts.getMessage("booking.form.followUp", new Object[] {practice.practice()}, Locale.ENGLISH);
    }

    /** Empty where nothing was said; then the practice's setting holds, which is no consent. */
    public Optional<Consent> followUp(@Nullable Boolean said, Instant at, CallId call) {
        return said == null
                ? Optional.empty()
                : Optional.of(new Consent(FOLLOW_UP, said, at, followUpSentence(), call.value()));
    }
}
